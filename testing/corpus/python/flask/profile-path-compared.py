# The id of the path must be the caller's own before anything is read.
import hmac
import os

import boto3
from flask import Flask, abort, jsonify
from flask_login import LoginManager, UserMixin, current_user, login_required

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
login_manager = LoginManager(app)
profiles = boto3.resource('dynamodb').Table('profiles')


class Member(UserMixin):
    def __init__(self, member_id):
        self.id = member_id


@login_manager.user_loader
def load_member(member_id):
    return Member(member_id)


@app.route('/members/<member_id>/profile')
@login_required
def profile(member_id):
    if member_id != current_user.id:
        abort(403)
    item = profiles.get_item(Key={'member_id': member_id}).get('Item', {})
    return jsonify({'name': item.get('name'), 'city': item.get('city')})


@app.route('/members/<member_id>/badges')
@login_required
def badges(member_id):
    if not hmac.compare_digest(member_id.encode(), str(current_user.id).encode()):
        abort(403)
    item = profiles.get_item(Key={'member_id': member_id}).get('Item', {})
    return jsonify({'badges': item.get('badges', [])})
