import { describe, expect, it } from 'vitest';
import { errorDetailIn } from './errors.ts';

const python =
  'Traceback (most recent call last):\n  File "/app/handlers.py", line 41, in get_user\n    return item["name"]\nKeyError: \'name\'';
const node =
  "TypeError: Cannot read properties of undefined (reading 'id')\n    at getUser (/srv/api/src/users.js:12:34)\n    at Layer.handle [as handle_request] (/srv/api/node_modules/express/lib/router/layer.js:95:5)";

describe('errorDetailIn', () => {
  it.each([
    ['python-traceback', python],
    ['python-traceback', JSON.stringify({ error: python })],
    ['node-stack', node],
    ['node-stack', JSON.stringify({ stack: node })],
    ['java-stack', 'java.lang.NullPointerException\n\tat com.acme.UserController.get(UserController.java:52)'],
    ['dotnet-stack', '   at Acme.Api.Users.Get(String id) in C:\\src\\Users.cs:line 31'],
    ['php-error', '<b>Fatal error</b>: Uncaught Error in <b>/var/www/html/index.php</b> on line <b>12</b>'],
    ['ruby-stack', "app/controllers/users_controller.rb:12:in 'show'"],
    ['go-stack', 'panic: boom\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:8'],
    ['lambda-trace', '{"errorMessage":"\'id\'","errorType":"KeyError","stackTrace":["  File \\"/var/task/app.py\\""]}'],
    ['sql-error', '{"error":"SQLSTATE[42S22]: Column not found"}'],
    ['sql-error', 'sqlite3.OperationalError: no such column'],
    ['store-error', 'MongoServerError: E11000 duplicate key'],
    ['framework-error', 'sqlalchemy.exc.StatementError'],
    ['exception-text', '{"error":"\'NoneType\' object is not subscriptable"}'],
    ['exception-text', '{"message":"Cannot read properties of undefined (reading \'id\')"}'],
    ['file-path', '{"error":"cannot open /var/task/config/settings.py"}'],
  ])('recognises %s', (kind, text) => {
    expect(errorDetailIn(text)?.kind).toBe(kind);
  });

  it('names the files, the technology and an excerpt', () => {
    expect(errorDetailIn(node)).toEqual({
      kind: 'node-stack',
      technology: 'Node.js',
      excerpt: 'at getUser (/srv/api/src/users.js:12:34)',
      files: ['/srv/api/src/users.js', '/srv/api/node_modules/express/lib/router/layer.js'],
    });
  });

  it.each([
    '{"error":"invalid"}',
    '{"title":"Error: invalid input is what the user saw"}',
    '{"detail":[{"loc":["query","limit"],"msg":"value is not a valid integer","type":"type_error.integer"}]}',
    '{"note":"we met at cafe (Main:12:30)"}',
    '{"avatar":"/static/app/js/main.js"}',
    '{"path":"/users/alice","status":404}',
    '{"text":"Warning: the stock is low in May"}',
    '',
  ])('finds nothing in %s', (text) => {
    expect(errorDetailIn(text)).toBeUndefined();
  });
});
