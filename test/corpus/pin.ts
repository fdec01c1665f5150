// npm run corpus:pin: writes what is found in the corpus now to counts.json. Look at the difference before committing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../support/shared.ts';
import { corpusCounts } from './counts.ts';

writeFileSync(join(repository, 'test/corpus/counts.json'), `${JSON.stringify(corpusCounts(), null, 2)}\n`);
