// The commands that look into files: a bundle of its own, which what is kept is told without.
export { recognises } from '../review/read.ts';
export { migrateCommand } from './migrate.ts';
export { reviewAnew } from './review.ts';
export { rulesCommand } from './rules.ts';
export { upgradeCommand } from './upgrade.ts';
