import os
import uuid

import boto3
from boto3.dynamodb.conditions import Key
from flask import Blueprint, abort, g, jsonify, request

from membership import member_of, signed_in

bp = Blueprint('projects', __name__)
projects = boto3.resource('dynamodb').Table(os.environ['PROJECTS_TABLE'])


def summary(item):
    return {'id': item['project_id'], 'name': item['name'], 'state': item['state']}


@bp.get('/projects')
@signed_in
def index(org_id):
    member_of(org_id)
    found = projects.query(KeyConditionExpression=Key('org_id').eq(org_id))
    return jsonify([summary(item) for item in found['Items']])


@bp.post('/projects')
@signed_in
def create(org_id):
    member_of(org_id, 'editor')
    project = {
        'org_id': org_id,
        'project_id': uuid.uuid4().hex,
        'name': request.json['name'],
        'state': 'open',
        'created_by': g.user_id,
    }
    projects.put_item(Item=project)
    return jsonify(summary(project)), 201


@bp.get('/projects/export')
@signed_in
def export(org_id):
    found = projects.query(KeyConditionExpression=Key('org_id').eq(org_id))  # expect code/foreign-key-read
    return jsonify([summary(item) for item in found['Items']])


@bp.get('/projects/<project_id>')
@signed_in
def show(org_id, project_id):
    member_of(org_id)
    found = projects.get_item(Key={'org_id': org_id, 'project_id': project_id})
    if 'Item' not in found:
        abort(404)
    return jsonify(summary(found['Item']))
