/**
 * What the best linear model of some images reaches, in closed form: probabilistic PCA and reverse water-filling. Trained models
 * are compared with it; it takes no part in training.
 */
package tornadovae.limit;
