# The tenant stands in a header that any client can set, in one of two services that share the table.
from flask import Flask, jsonify, request

from identity import claims, tenant_of
from store import invoices_of, pay

app = Flask(__name__)


@app.get('/invoices')
def index():
    return jsonify(invoices_of(tenant_of(request)))


@app.get('/v2/invoices')
def index_v2():
    return jsonify(invoices_of(claims(request)['tenant']))


@app.post('/v2/invoices/<number>/pay')
def pay_v2(number):
    pay(claims(request)['tenant'], number)
    return '', 202
