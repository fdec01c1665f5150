/** How often it is looked whether the client is still there, in ms; the protocol's own library looks every 3 s. */
const CLIENT_WATCH = 400;

/** Ends this process when its client's is gone: nobody would ever stop it. */
export function endWith(client: number): void {
  setInterval(() => {
    try {
      process.kill(client, 0);
    } catch (error) {
      // Another user's process is alive, though it may not be signalled.
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') process.exit(1);
    }
  }, CLIENT_WATCH).unref();
}
