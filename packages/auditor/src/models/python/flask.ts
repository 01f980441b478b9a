import { authenticated, privileged, vouched } from '../../flow/facts.ts';
import { fromSources } from '../../flow/value.ts';
import type { CallModel, MemberModel } from '../contract.ts';
import { identityCall, identityMember, passes, requestCall, requested, requestMember, stops } from '../tools.ts';
import { flaskRouteCalls } from './flask-routes.ts';

/** The text of the exception that is handled. */
const errorText: CallModel = ({ site }) => fromSources([{ kind: 'error', type: '', site }]);

export const flaskCalls: readonly (readonly [string, CallModel])[] = [
  ...flaskRouteCalls,
  ['traceback.format_exc', errorText],
  ['traceback.format_exception', errorText],
  ['sys.exc_info', errorText],
  ['flask.jsonify', passes],
  ['flask.make_response', passes],
  ['flask.abort', stops],
  ['werkzeug.exceptions.abort', stops],
  ['flask.request.get_json', requestCall('body')],
  ['flask.request.get_data', requestCall('body')],
  ['flask_jwt_extended.get_jwt_identity', identityCall],
  ['flask_jwt_extended.get_jwt', identityCall],
  ['flask_jwt_extended.get_current_user', identityCall],
];

export const flaskMembers: readonly (readonly [string, MemberModel])[] = [
  ['flask.request.args', requestMember('query')],
  ['flask.request.values', requestMember('query')],
  ['flask.request.query_string', requestMember('query')],
  ['flask.request.form', requestMember('body')],
  ['flask.request.json', requestMember('body')],
  ['flask.request.data', requestMember('body')],
  ['flask.request.files', requestMember('file')],
  ['flask.request.headers', requestMember('header')],
  ['flask.request.cookies', requestMember('cookie')],
  ['flask.request.view_args', requestMember('path')],
  ['flask.request.path', requestMember('path')],
  ['flask.request.full_path', requestMember('path')],
  ['flask.request.url', requestMember('path')],
  ['flask.request.authorization', ({ site }) => requested('header', 'Authorization', site)],
  ['flask.request.remote_user', identityMember],
  ['flask_login.current_user', identityMember],
  ['flask_jwt_extended.current_user', identityMember],
  ['flask_security.current_user', identityMember],
  ['flask_jwt.current_identity', identityMember],
  ['flask_cognito.current_cognito_jwt', identityMember],
  ['flask_cognito.current_user', identityMember],
];

/** What decorators of Flask's extensions see to. */
export const flaskMarks: readonly (readonly [string, readonly string[]])[] = [
  ['flask_jwt_extended.jwt_required()', [authenticated]],
  ['flask_login.login_required', [authenticated]],
  ['flask_login.fresh_login_required', [authenticated]],
  ['flask_httpauth.HTTPBasicAuth().login_required', [authenticated]],
  ['flask_httpauth.HTTPTokenAuth().login_required', [authenticated]],
  ['flask_principal.Permission().require()', [authenticated, privileged]],
  ['flask_security.roles_required()', [authenticated, privileged]],
  ['flask_security.auth_required()', [authenticated]],
  ['flask_jwt.jwt_required()', [authenticated]],
  ['flask_cognito.cognito_auth_required', [authenticated]],
  ['flask_oidc.OpenIDConnect().require_login', [authenticated]],
  ['flask_casbin.CasbinEnforcer().enforcer', [authenticated, vouched]],
];
