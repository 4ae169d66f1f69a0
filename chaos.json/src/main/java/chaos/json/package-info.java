/**
 * The wire documents of the API, version 1. Each document is a record whose components are the members of the JSON
 * object, written in snake_case; {@link chaos.json.StrictJson} reads and writes them, and every document translates
 * itself from and to the values of the API.
 */
@Version("1.1.0")
package chaos.json;

import org.osgi.annotation.versioning.Version;
