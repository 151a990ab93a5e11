/// The Markdown templates, embedded in the binary so that nothing is searched for at run time.
package enum Templates {}
