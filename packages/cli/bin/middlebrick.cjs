#!/usr/bin/env node
// Written for any Node, so that an old one gets a clear line instead of a syntax error.
'use strict';
var required = [22, 19];
var parts = process.versions.node.split('.').map(Number);
if (parts[0] < required[0] || (parts[0] === required[0] && parts[1] < required[1])) {
  process.stderr.write(
    'middlebrick needs Node ' +
      required.join('.') +
      ' or newer; this is Node ' +
      process.versions.node +
      '. Install the current LTS from https://nodejs.org.\n',
  );
  process.exit(2);
}
var path = require('node:path');
var url = require('node:url');
var source = path.join(__dirname, '..', 'src', 'main.ts');
// A clone runs its sources as they are; the published package holds only dist/.
var isClone = require('node:fs').existsSync(source);
if (isClone) {
  require('node:module').registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, Object.assign({}, context, { conditions: ['@middlebrick/source'].concat(context.conditions) })),
  });
}
import(url.pathToFileURL(isClone ? source : path.join(__dirname, '..', 'dist', 'main.js')).href);
