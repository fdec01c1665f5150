/** Whether a text is an IPv4 address in its usual form: four numbers up to 255 without leading zeros. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** Whether a text is an IPv6 address, with `::` at most once, an IPv4 tail or a zone if it has them. */
export function isIpv6(text: string): boolean {
  const [address = '', zone] = text.split('%', 2);
  if (zone === '' || text.split('%').length > 2) return false;
  if (
    !address.includes(':') ||
    address.indexOf('::') !== address.lastIndexOf('::') ||
    address.includes(':::')
  )
    return false;
  const shortened = address.includes('::');
  const groups = address.split(':');
  if ((groups[0] === '' || groups.at(-1) === '') && !shortened) return false;
  const written = groups.filter((group) => group !== '');
  const tail = written.at(-1) ?? '';
  const hasTail = tail.includes('.');
  if (hasTail && !isIpv4(tail)) return false;
  if (!(hasTail ? written.slice(0, -1) : written).every((group) => /^[0-9a-f]{1,4}$/i.test(group)))
    return false;
  const count = written.length + (hasTail ? 1 : 0);
  return shortened ? count < 8 : count === 8;
}
