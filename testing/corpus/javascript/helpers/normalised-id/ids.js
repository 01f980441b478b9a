// An id has to look like an id.
const FORM = /^[a-zA-Z0-9_-]{1,64}$/;

function normaliseId(raw) {
  const id = String(raw).trim().toLowerCase();
  if (!FORM.test(id)) throw Object.assign(new Error('invalid id'), { status: 400 });
  return id;
}

module.exports = { normaliseId };
