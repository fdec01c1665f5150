// npm run check: are there known vulnerabilities in what is shipped? Without an answer from the registry it is said so,
// and nothing fails: a check must not depend on somebody else's server.
import { spawnSync } from 'node:child_process';

/** How long the registry may take, in ms. */
const PATIENCE = 20_000;

/** From this severity on a check fails; what is below is named. */
const FAILS = ['high', 'critical'];

interface Vulnerability {
  name: string;
  severity: string;
  range: string;
}

interface Answer {
  vulnerabilities?: Record<string, Vulnerability>;
}

/** What `npm audit --json` printed; undefined when it is no answer. */
function answerOf(output: string): Answer | undefined {
  try {
    const answer = JSON.parse(output) as Answer;
    return answer.vulnerabilities ? answer : undefined;
  } catch {
    return undefined;
  }
}

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0'], {
  encoding: 'utf8',
  timeout: PATIENCE,
  stdio: ['ignore', 'pipe', 'ignore'],
});
const answer = answerOf(stdout ?? '');
if (!answer) console.log('note: the registry could not be asked for known vulnerabilities');
const found = Object.values(answer?.vulnerabilities ?? {});
for (const { name, severity, range } of found) console.log(`${severity}: ${name} ${range}`);
process.exit(found.some(({ severity }) => FAILS.includes(severity)) ? 1 : 0);
