/** A document begins at a line of `---`; with directives (`%YAML`) the whole file is one part. */
export function splitYaml(text: string): { offset: number }[] {
  const parts = [{ offset: 0 }];
  if (/^%/m.test(text)) return parts;
  const marker = /^---(?=\s|$)/gm;
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    if (match.index > 0) parts.push({ offset: match.index });
    marker.lastIndex = match.index + 3;
  }
  return parts;
}
