# A report is fetched from MongoDB by the id of the path and the id of the caller.
import os

from bson import ObjectId
from flask import Flask, abort, jsonify
from flask_login import LoginManager, UserMixin, current_user, login_required
from pymongo import MongoClient

app = Flask(__name__)
app.secret_key = os.environ['SECRET_KEY']
login_manager = LoginManager(app)
db = MongoClient(os.environ['MONGO_URL']).clinic


@login_manager.user_loader
def load(staff_id):
    member = UserMixin()
    member.id = staff_id
    return member


@app.get('/reports/<report_id>')
@login_required
def report(report_id):
    found = db.reports.find_one({'_id': ObjectId(report_id), 'author': current_user.id})
    if found is None:
        abort(404)
    return jsonify(title=found['title'], text=found['text'])
