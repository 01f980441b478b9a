# The whole table is read at night, and nothing of it is a response.
import os

import boto3
from chalice import Chalice, Rate

app = Chalice(app_name='cleaner')
sessions = boto3.resource('dynamodb').Table(os.environ['SESSIONS_TABLE'])
metrics = boto3.client('cloudwatch')


@app.schedule(Rate(24, unit=Rate.HOURS))
def clean(event):
    old = [s for s in sessions.scan()['Items'] if s['state'] == 'expired']
    with sessions.batch_writer() as batch:
        for session in old:
            batch.delete_item(Key={'session_id': session['session_id']})
    metrics.put_metric_data(Namespace='cleaner', MetricData=[{'MetricName': 'expired', 'Value': len(old)}])
