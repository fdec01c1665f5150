import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** The way from one text to the other as a unified diff that `git apply` and `patch -p1` take. */
export function patchOf(path: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}
