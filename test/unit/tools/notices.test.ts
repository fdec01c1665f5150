import assert from 'node:assert/strict';
import { bundledNotices, isAllowed, noticesOf, packageFolders } from '../../../tools/notices.ts';

const mit = (holder: string) =>
  `MIT License\n\nCopyright (c) ${holder}\n\nPermission is hereby granted, free of charge, to any person.\n`;

describe('the notices of what is bundled', () => {
  it('name the packages that files come from, those inside others and with a scope too', () => {
    const inputs = [
      'server/src/main.ts',
      'node_modules/yaml/dist/index.js',
      'node_modules/@smithy/types/dist/index.js',
      'node_modules/@smithy/types/node_modules/tslib/tslib.js',
    ];
    assert.deepEqual(packageFolders(inputs), [
      'node_modules/@smithy/types',
      'node_modules/@smithy/types/node_modules/tslib',
      'node_modules/yaml',
    ]);
  });

  it('give each holder of rights, and a text that several share once', () => {
    const notices = noticesOf([
      { name: 'a', version: '1.0.0', license: 'MIT', texts: [mit('2020 Ada')] },
      {
        name: 'b',
        version: '2.0.0',
        license: 'MIT',
        texts: [mit('2021 Bob').replace('free of', 'free\nof')],
      },
      { name: 'c', version: '3.0.0', license: 'MIT', texts: [] },
    ]);
    assert.match(notices, /^a 1\.0\.0, MIT: text 1\n {2}Copyright \(c\) 2020 Ada$/m);
    assert.match(notices, /^b 2\.0\.0, MIT: text 1\n {2}Copyright \(c\) 2021 Bob$/m);
    assert.match(notices, /^c 3\.0\.0, MIT: text 1$/m);
    assert.equal(notices.match(/Permission is hereby granted/g)?.length, 1);
  });

  it('allow a choice for the one that asks for no more than being named, and nothing unknown', () => {
    const licences = ['MIT', '(BSD-3-Clause OR GPL-2.0)', 'GPL-3.0', 'SEE LICENSE IN x', 'undefined'];
    assert.deepEqual(licences.map(isAllowed), [true, true, false, false, false]);
  });

  it('are made of what is installed', () => {
    assert.match(bundledNotices(['node_modules/yaml/dist/index.js']), /^yaml \d+\.\d+\.\d+, ISC: text 1/m);
  });
});
