// A view of a profile for the outside.
const VISIBLE = ['userId', 'firstName', 'lastName', 'language'];

function toView(item) {
  return VISIBLE.reduce((view, name) => ({ ...view, [name]: item[name] }), {});
}

module.exports = { toView };
