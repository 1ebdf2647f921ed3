"""Scripts that look into what a browser keeps, or change it as another visit would have."""

_OPEN = """
const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("workbook:/workbook/");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
});
const done = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
});
const entries = (mode) => database.transaction("entries", mode).objectStore("entries");
"""

# Returns every entry by its name.
ENTRIES = f"""{_OPEN}
const [names, values] = await Promise.all([
    done(entries("readonly").getAllKeys()), done(entries("readonly").getAll()),
]);
database.close();
return Object.fromEntries(names.map((name, at) => [name, values[at]]));
"""

# Stores entries, given as `[name, value, time]`, without the page noticing.
STORE = f"""{_OPEN}
const place = entries("readwrite");
await Promise.all(given.map(([name, value, saved]) => done(place.put({{value, saved}}, name))));
database.close();
"""

# Forgets everything.
CLEAR = f"""{_OPEN}
await done(entries("readwrite").clear());
database.close();
"""
