import { testRule } from './code-rule.fixture.ts';
import rule from './debug-mode.ts';

const flask = 'import os\nfrom flask import Flask, current_app, jsonify\napp = Flask(__name__)\n';
const express = "import express from 'express';\nimport errorhandler from 'errorhandler';\nconst app = express();\n";

testRule(rule, {
  vulnerable: [
    {
      name: 'where the program starts',
      python: `${flask}if __name__ == "__main__":\n    app.run(host="0.0.0.0", debug=True)  # here\n`,
      message: 'on',
    },
    { name: 'as an attribute', python: `${flask}app.debug = True  # here\n` },
    { name: 'in the configuration', python: `${flask}app.config["DEBUG"] = True  # here\n` },
    { name: 'among others', python: `${flask}app.config.update(TESTING=False, DEBUG=True)  # here\n` },
    {
      name: 'between and after what runs under a condition',
      python: [
        flask,
        'if os.environ.get("STAGE") == "dev":',
        '    if os.environ.get("LOUD"):',
        '        app.debug = True',
        '    app.debug = True',
        'app.debug = True  # here',
        'app.config["DEBUG"] = False if os.environ.get("QUIET") else True',
        'if __name__ == "__main__":',
        '    if os.environ.get("LOUD"):',
        '        app.run(debug=True)',
        '    app.run(debug=True)  # here',
      ].join('\n'),
    },
    {
      name: 'in the only settings',
      python: 'class DeviceConfig:\n    DEBUG = True  # here\n',
    },
    {
      name: 'by an environment that says nothing',
      python: 'import os\nDEBUG = os.environ.get("DEBUG", "True").lower() == "true"  # here\n',
    },
    {
      name: 'where an application is made',
      python: 'from fastapi import FastAPI\napp = FastAPI(title="notes", debug=True)  # here\n',
    },
    {
      name: 'in a Lambda function',
      python:
        'from aws_lambda_powertools.event_handler import APIGatewayRestResolver\napp = APIGatewayRestResolver(debug=True)  # here\n',
    },
    {
      name: 'a console of Werkzeug around it',
      python: `from werkzeug.debug import DebuggedApplication\n${flask}app.wsgi_app = DebuggedApplication(app.wsgi_app, evalex=True)  # here\n`,
      message: 'on',
    },
    {
      name: 'the environment',
      python: `${flask}@app.get("/debug")\ndef dump():\n    return jsonify(env=dict(os.environ))  # here\n`,
      message: 'dumped',
    },
    {
      name: 'the configuration, which holds the key of the sessions',
      python: `${flask}@app.get("/debug")\ndef dump():\n    return jsonify(dict(current_app.config))  # here\n`,
      message: 'dumped',
    },
    { name: 'pages of errors', javascript: `${express}app.use(errorhandler()); // here\n`, message: 'on' },
    {
      name: 'the environment among other things',
      javascript: `${express}app.get('/health', (req, res) => res.json({ up: process.uptime(), env: { ...process.env } })); // here\n`,
      message: 'dumped',
    },
    {
      name: 'the environment as a text, of a Lambda function',
      javascript: [
        'export const handler = async () => {',
        '  console.log("health");',
        '  return { statusCode: 200, body: JSON.stringify(process.env) }; // here',
        '};',
      ].join('\n'),
    },
    {
      name: 'the environment, in Koa',
      javascript: [
        "import Koa from 'koa';",
        "import Router from '@koa/router';",
        'const router = new Router();',
        "router.get('/debug', (ctx) => {",
        '  ctx.body = process.env; // here',
        '});',
        'new Koa().use(router.routes()).listen(3000);',
      ].join('\n'),
    },
  ],
  fine: [
    {
      name: 'by an environment that says so',
      python: `${flask}app.run(debug=os.environ.get("FLASK_DEBUG", "0") == "1")\n`,
    },
    {
      name: 'under a condition',
      python: `${flask}if os.environ.get("STAGE") == "dev":\n    app.run(debug=True)\nelse:\n    app.run(debug=False)\n`,
    },
    {
      name: 'in the settings for developers',
      python:
        'class Config:\n    DEBUG = False\nclass DevelopmentConfig(Config):\n    DEBUG = True\nclass TestConfig(Config):\n    DEBUG = True\n',
    },
    {
      name: 'of something else than an application',
      python:
        'import asyncio\nfrom acme import Client, work\nclient = Client(debug=True)\nasyncio.run(work(), debug=True)\nlimits = {"debug": True}\ndebug = True\n',
    },
    {
      name: 'some of the environment',
      python: `${flask}@app.get("/version")\ndef version():\n    return jsonify(sha=os.environ["GIT_SHA"], **{k: os.environ[k] for k in ("REGION", "STAGE")})\n`,
    },
    {
      name: 'pages of errors for developers',
      javascript: `${express}if (app.get('env') === 'development') {\n  app.use(errorhandler());\n}\n`,
    },
    {
      name: 'pages of errors for developers, in a function and in one line',
      javascript: `${express}export function make() {\n  process.env.NODE_ENV === 'development' && app.use(errorhandler());\n  return app;\n}\nmake();\n`,
    },
    {
      name: 'options of something else',
      javascript: `${express}export const options = { debug: true };\nconst debug = true;\nstart({ debug });\n`,
    },
    {
      name: 'some of the environment',
      javascript: `${express}app.get('/version', (req, res) => {\n  const { GIT_SHA, ...others } = process.env;\n  res.json({ GIT_SHA, region: process.env.AWS_REGION });\n});\n`,
    },
  ],
});
