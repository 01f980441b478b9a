# The models are checked, conditioned or queried by the caller.
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
    owner = UnicodeAttribute()
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
    found = next(Shelf.query(shelf_id), None)
    if found is None or found.owner != get_jwt_identity():
        abort(404)
    return jsonify(title=found.title)


@app.delete('/shelves/<shelf_id>')
@jwt_required()
def drop_shelf(shelf_id):
    Shelf(shelf_id).delete(condition=Shelf.owner == get_jwt_identity())
    return '', 204


@app.route('/bookmarks', methods=['GET', 'POST'])
@jwt_required()
def bookmarks():
    me = get_jwt_identity()
    if request.method == 'POST':
        body = request.get_json()
        Bookmark(user_id=me, url=body['url'], title=body['title']).save(condition=Bookmark.url.does_not_exist())
    return jsonify([{'url': b.url, 'title': b.title} for b in Bookmark.query(me, limit=100)])
