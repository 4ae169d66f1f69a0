/** Failures as RFC 9457 problem documents: which status, which words, which field. */
package chaos.http.problem;
