// An explorer that needs no program behind it: the panel's module stands above this. The still that
// it replaces stays where scripts do not run.
const PLACE = document.getElementById(GIVEN.place);
const page = { ...GIVEN, locked: false };
PLACE.replaceChildren();
render({ el: PLACE, model: { get: (name) => page[name], on() {}, off() {} } });
