import * as model from '@middlebrick/model';

console.log('hello', Object.keys(model), process.version);
