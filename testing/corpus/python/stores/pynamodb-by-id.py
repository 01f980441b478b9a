# A PynamoDB model is fetched by the path, and a bookmark is saved over an older one.
import os

from flask import Flask, abort, jsonify, request
from flask_jwt_extended import JWTManager, get_jwt_identity, jwt_required
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
JWTManager(app)


class Shelf(Model):
    class Meta:
        table_name = 'shelves'

    shelf_id = UnicodeAttribute(hash_key=True)
    title = UnicodeAttribute()


class Bookmark(Model):
    class Meta:
        table_name = 'bookmarks'

    user_id = UnicodeAttribute(hash_key=True)
    url = UnicodeAttribute(range_key=True)
    title = UnicodeAttribute()


@app.get('/shelves/<shelf_id>')
@jwt_required()
def shelf(shelf_id):
    try:
        found = Shelf.get(shelf_id)  # expect code/foreign-key-read
    except Shelf.DoesNotExist:
        abort(404)
    return jsonify(title=found.title)


@app.post('/bookmarks')
@jwt_required()
def bookmark():
    body = request.get_json()
    Bookmark(user_id=get_jwt_identity(), url=body['url'], title=body['title']).save()  # expect code/missing-condition
    return '', 201
