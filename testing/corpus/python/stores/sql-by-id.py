# An invoice is fetched from a relational database by the id of the path.
import os

from flask import Flask, abort, jsonify
from flask_jwt_extended import JWTManager, jwt_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config['JWT_SECRET_KEY'] = os.environ['JWT_SECRET_KEY']
app.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL']
JWTManager(app)
db = SQLAlchemy(app)


class Invoice(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    customer_id = db.Column(db.String, nullable=False)
    total = db.Column(db.Numeric, nullable=False)


@app.get('/invoices/<int:invoice_id>')
@jwt_required()
def invoice(invoice_id):
    row = db.session.get(Invoice, invoice_id)  # expect code/authentication-without-authorization
    if row is None:
        abort(404)
    return jsonify(id=row.id, total=str(row.total))
