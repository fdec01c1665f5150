// npm run bench:live [-- admin | large]: how quickly a live cluster is read, beside Kafka's own AdminClient, and how a
// very large one weighs on the language server.
import { benchBesideAdminClient } from './beside-admin-client.ts';
import { benchLarge } from './large.ts';

const wanted = process.argv[2];
if (wanted !== 'large') await benchBesideAdminClient();
if (wanted !== 'admin') await benchLarge();
