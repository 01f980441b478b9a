// Runs a function and answers with what it gives.
export default function handler(lambda) {
  return async function (event, context) {
    let body, statusCode;
    try {
      body = await lambda(event, context);
      statusCode = 200;
    } catch (e) {
      console.error(e);
      body = { error: e.message };
      statusCode = 500;
    }
    return { // expect code/raw-error-returned code/whole-item-returned
      statusCode,
      body: JSON.stringify(body),
      headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": true },
    };
  };
}
