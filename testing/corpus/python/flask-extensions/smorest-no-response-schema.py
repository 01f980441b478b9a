# The caller's own record is returned as it stands in the table.
import os

import boto3
from flask import Flask
from flask.views import MethodView
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required
from flask_smorest import Api, Blueprint, abort

app = Flask(__name__)
app.config.update(API_TITLE='staff', API_VERSION='1', OPENAPI_VERSION='3.1.0')
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)
blp = Blueprint('staff', __name__, url_prefix='/staff')
staff = boto3.resource('dynamodb').Table('staff')


@blp.route('/me')
class Me(MethodView):
    @jwt_required()
    @blp.response(200)
    def get(self):
        found = staff.get_item(Key={'staff_id': get_jwt_identity()})
        if 'Item' not in found:
            abort(404)
        return found['Item']  # expect code/whole-item-returned


Api(app).register_blueprint(blp)
