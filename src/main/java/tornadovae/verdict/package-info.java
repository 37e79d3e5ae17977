/** What became of a training, in a word: each finished model is judged by rules that look at numbers with intervals. */
package tornadovae.verdict;
