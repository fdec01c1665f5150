/** The address of a rule's page. */
export const rulePage = (id: string): string =>
  `https://github.com/kafka-review/kafka-review/blob/main/docs/rules/${id}.md`;
