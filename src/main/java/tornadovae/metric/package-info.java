/** What a trained model is worth: bounds on log p(x), information, aggregate posterior. The table of measures is here. */
package tornadovae.metric;
