# The program starts with its debugger, and its sessions are signed with a literal.
import boto3
from flask import Flask, jsonify, session

app = Flask(__name__)
app.secret_key = 'b7Rk-2mQz-walnut-93'  # expect code/hardcoded-secret
counters = boto3.resource('dynamodb').Table('counters')


@app.post('/visits')
def count():
    result = counters.update_item(
        Key={'user_id': session['user_id']},
        UpdateExpression='ADD visits :one',
        ExpressionAttributeValues={':one': 1},
        ReturnValues='UPDATED_NEW',
    )
    return jsonify(visits=int(result['Attributes']['visits']))


if __name__ == '__main__':
    app.run(host='0.0.0.0', port=8080, debug=True)  # expect code/debug-mode
