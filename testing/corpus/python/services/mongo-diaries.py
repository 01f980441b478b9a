# Entries of a diary belong to who is signed in; pictures are found by their number.
import os

from bson import ObjectId
from flask import Flask, abort, jsonify, request
from flask_login import LoginManager, current_user, login_required
from pymongo import MongoClient

from .people import load_person

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
LoginManager(app).user_loader(load_person)
db = MongoClient(os.environ['MONGO_URL']).diaries


@app.get('/entries/<entry_id>')
@login_required
def entry(entry_id):
    found = db.entries.find_one({'_id': ObjectId(entry_id), 'owner': current_user.id})
    if found is None:
        abort(404)
    return jsonify(text=found['text'], day=found['day'])


@app.get('/pictures/<picture_id>')
@login_required
def picture(picture_id):
    found = db.pictures.find_one({'_id': ObjectId(picture_id)})  # expect code/authentication-without-authorization
    if found is None:
        abort(404)
    return jsonify(caption=found['caption'], url=found['url'])


@app.patch('/entries/<entry_id>')
@login_required
def change(entry_id):
    done = db.entries.update_one(
        {'_id': ObjectId(entry_id), 'owner': current_user.id}, {'$set': {'text': str(request.json['text'])}}
    )
    if done.matched_count == 0:
        abort(404)
    return '', 204
