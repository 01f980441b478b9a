// A view of a profile for the outside.
function toView(item) {
  return { ...item, fullName: `${item.firstName} ${item.lastName}` };
}

module.exports = { toView };
