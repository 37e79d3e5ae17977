package tornadovae.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.UserError;
import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Kernel;
import tornadovae.graph.Tensor;

/**
 * What is minimised, in nats per image: NLL + β K + w P. A variant of the VAE is a value of this; make one by the factories,
 * which say the formula and its source.
 *
 * @param form what K and P are
 * @param beta β, before any {@link Schedule}; of {@link Draws.Use#COMBINED} the share of single draws
 * @param freeNats λ of {@link LossForm.KlTerm#FREE_BITS}, nats per latent dimension
 * @param capacity C of {@link LossForm.KlTerm#CAPACITY}, nats
 * @param capacitySteps optimiser steps over which C rises linearly, from C/steps in the first to C in the last
 * @param penaltyWeight w
 * @param offDiagonal λ_od of {@link Penalty#DIP_I}
 * @param diagonal λ_d of {@link Penalty#DIP_I}
 * @param discriminatorRate step size of the optimiser of {@link Penalty#FACTOR}'s discriminator
 */
public record Objective(LossForm form, float beta, float freeNats, float capacity, int capacitySteps, float penaltyWeight,
        float offDiagonal, float diagonal, float discriminatorRate) {

    /** NLL + KL, the negative evidence lower bound   (Kingma and Welling 2014, eq. 3). */
    public static final Objective VAE = betaVae(1);

    public Objective {
        notNegative("beta", beta);
        notNegative("freeBits", freeNats);
        notNegative("capacity", capacity);
        if (capacitySteps < 0) throw new UserError("capacitySteps must be 0 or more, found " + capacitySteps + ".");
        notNegative("The weight of the penalty", penaltyWeight);
        notNegative("lambdaOffDiagonal", offDiagonal);
        notNegative("lambdaDiagonal", diagonal);
        notNegative("discriminatorRate", discriminatorRate);
    }

    private static void notNegative(String name, float value) {
        if (!(value >= 0 && value < Float.POSITIVE_INFINITY)) {
            throw new UserError(name + " must be 0 or more, found " + value + ".");
        }
    }

    /** NLL + β KL   (Higgins et al. 2017, eq. 4). */
    public static Objective betaVae(float beta) {
        return of(LossForm.BETA_VAE, beta, 0);
    }

    /** NLL + γ |KL − C|, C rising linearly from 0   (Burgess et al. 2018, eq. 8). */
    public static Objective capacity(float gamma, float capacity, int capacitySteps) {
        return of(new LossForm(LossForm.KlTerm.CAPACITY, Penalty.NONE), gamma, 0).withCapacity(capacity, capacitySteps);
    }

    /**
     * NLL + (1 − α) KL + (α + λ − 1) MMD(q(z), p(z)) (Zhao, Song and Ermon 2019, eq. 6). A {@link UserError} refuses α &gt; 1 and
     * α + λ &lt; 1, with which a divergence would be maximised.
     */
    public static Objective infoVae(float alpha, float lambda, Kernel kernel) {
        if (!(alpha <= 1)) {
            throw new UserError("alpha must be at most 1, found " + alpha
                    + ": info-vae weighs the KL term with 1 − alpha, which would be maximised.");
        }
        double exact = (double) alpha + lambda - 1, rounding = 4 * Math.ulp(Math.max(1, Math.max(Math.abs(alpha), lambda)));
        float weight = Math.abs(exact) <= rounding ? 0 : (float) exact;   // −0.3f + 1.3f is not 1
        if (!(weight >= 0)) {
            throw new UserError("alpha + lambda must be at least 1, found " + alpha + " + " + lambda
                    + ": info-vae weighs the MMD with alpha + lambda − 1, which would be maximised.");
        }
        return of(new LossForm(LossForm.KlTerm.WEIGHTED, mmd(kernel)), 1 - alpha, weight);
    }

    /** NLL + λ MMD(q(z), p(z)) with a stochastic encoder   (Tolstikhin et al. 2018, algorithm 2). */
    public static Objective wae(float lambda, Kernel kernel) {
        return of(new LossForm(LossForm.KlTerm.ABSENT, mmd(kernel)), 0, lambda);
    }

    /**
     * NLL + KL + λ_od Σ_{a≠b} c_ab² + λ_d Σ_a (c_aa − 1)² with c the covariance of the means (DIP-VAE-I) or of the draws (II)
     * (Kumar, Sattigeri and Balakrishnan 2018, eq. 6, 7).
     */
    public static Objective dipVae(Penalty variant, float offDiagonal, float diagonal) {
        return of(new LossForm(LossForm.KlTerm.WEIGHTED, variant), 1, 1).withDiagonals(offDiagonal, diagonal);
    }

    /**
     * NLL + KL + (β − 1) TC(z): of the KL's three parts, index-code mutual information, total correlation and dimension-wise KL,
     * the second is weighed with β (Chen et al. 2018, eq. 4 with α = γ = 1). The KL is the analytic one, so that β = 1 is the
     * VAE.
     */
    public static Objective betaTcVae(float beta, DensityEstimate estimate) {
        if (!(beta >= 1)) {
            throw new UserError("beta must be at least 1 for beta-tcvae, found " + beta
                    + ": below it the total correlation, weighed with beta − 1, would be maximised.");
        }
        var penalty = switch (estimate) {
            case WEIGHTED -> Penalty.TC_WEIGHTED;
            case STRATIFIED -> Penalty.TC_STRATIFIED;
        };
        return of(new LossForm(LossForm.KlTerm.WEIGHTED, penalty), 1, beta - 1);
    }

    /**
     * NLL + KL + γ TC(z), the total correlation by the log ratio of densities that a discriminator learns at the same time (Kim
     * and Mnih 2018, eq. 2, algorithm 2).
     *
     * @param discriminator widths of its hidden layers
     * @param rate          step size of its own optimiser, Adam with β₁ = 0.5 and β₂ = 0.9
     */
    public static Objective factorVae(float gamma, List<Integer> discriminator, float rate) {
        if (!(rate > 0)) throw new UserError("discriminatorRate must be above 0, found " + rate + ".");
        var form = new LossForm(LossForm.KlTerm.WEIGHTED, Penalty.FACTOR, Draws.ONE, discriminator);
        return new Objective(form, 1, 0, 0, 0, gamma, 0, 0, rate);
    }

    /**
     * −log (1/K) Σ_k p(x|z_k) p(z_k) / q(z_k|x), the importance-weighted autoencoder (Burda, Grosse and Salakhutdinov 2016, eq.
     * 8).
     *
     * @param k      draws for each image; with 1 it is the VAE with a KL term estimated from its draw
     * @param doubly whether the encoder's gradient is {@link Draws.Use#DOUBLY_REPARAMETERISED}
     */
    public static Objective iwae(int k, boolean doubly) {
        return bound(doubly ? Draws.Use.DOUBLY_REPARAMETERISED : Draws.Use.BOUND, 1, k, 1);
    }

    /** The mean of M such bounds of K draws each   (Rainforth et al. 2018, section 5). */
    public static Objective miwae(int m, int k) {
        return bound(Draws.Use.BOUND, m, k, 1);
    }

    /**
     * A decoder that learns as {@code iwae} of M K draws, and an encoder that learns as {@link #miwae}   (Rainforth et al. 2018).
     */
    public static Objective piwae(int m, int k) {
        return bound(Draws.Use.PARTLY, m, k, 1);
    }

    /**
     * (1 − β) times {@code iwae}'s loss plus β times that of single draws (Rainforth et al. 2018, eq. 11); a {@link UserError}
     * refuses a β outside [0, 1].
     */
    public static Objective ciwae(int k, float beta) {
        if (!(beta >= 0 && beta <= 1)) {
            throw new UserError("beta must lie between 0 and 1 for ciwae, found " + beta
                    + ": it is the share of the bound of one draw, and the rest is that of the bound of k draws.");
        }
        return bound(Draws.Use.COMBINED, 1, k, beta);
    }

    private static Objective bound(Draws.Use use, int m, int k, float beta) {
        if (m < 1) throw new UserError("m must be 1 or more, found " + m + ".");
        if (k < 1) throw new UserError("k must be 1 or more, found " + k + ".");
        if ((long) m * k > Integer.MAX_VALUE) {
            throw new UserError("m times k must be at most 2147483647, found " + m + " × " + k + ".");
        }
        return of(new LossForm(LossForm.KlTerm.WEIGHTED, Penalty.NONE, new Draws(use, m, k), List.of()), beta,
                0);
    }

    /**
     * The same with so many draws of z for each image, over which the NLL is averaged; a penalty that compares images takes the
     * first draw of each. A {@link UserError} refuses an objective that has a number of draws of its own.
     */
    public Objective withDraws(int draws) {
        if (draws < 1) throw new UserError("draws must be 1 or more, found " + draws + ".");
        if (form.draws().isBound()) {
            throw new UserError("draws is for objectives that average over them; an importance-weighted one has k and m.");
        }
        return new Objective(form.with(Draws.mean(draws)), beta, freeNats, capacity, capacitySteps,
                penaltyWeight, offDiagonal, diagonal, discriminatorRate);
    }

    /**
     * The same with Σ_j max(λ, KL_j) in place of the KL (Kingma et al. 2016, eq. 15); a {@link UserError} refuses an objective
     * without a plain KL term.
     */
    public Objective withFreeBits(float freeNats) {
        if (form.kl() != LossForm.KlTerm.WEIGHTED || form.draws().isBound()) {
            throw new UserError("freeBits needs an objective with a weighted KL term, which capacity, wae and "
                    + "importance-weighted bounds do not have; leave it out.");
        }
        return new Objective(form.with(LossForm.KlTerm.FREE_BITS), beta, freeNats, capacity,
                capacitySteps, penaltyWeight,
                offDiagonal, diagonal, discriminatorRate);
    }

    /**
     * NLL + β K + w P of a form: an objective of one's own from terms that exist. Numbers that K or P need besides are set by
     * {@link #withFreeBits}, {@link #withCapacity} and {@link #withDiagonals}.
     */
    public static Objective of(LossForm form, float beta, float penaltyWeight) {
        return new Objective(form, beta, 0, 0, 0, penaltyWeight, 0, 0, 0);
    }

    /** The same with C, nats, which rises linearly from 0 over so many optimiser steps. */
    public Objective withCapacity(float capacity, int capacitySteps) {
        return new Objective(form, beta, freeNats, capacity, capacitySteps, penaltyWeight,
                offDiagonal, diagonal, discriminatorRate);
    }

    /** The same with λ_od and λ_d of a DIP-VAE's penalty. */
    public Objective withDiagonals(float offDiagonal, float diagonal) {
        return new Objective(form, beta, freeNats, capacity, capacitySteps, penaltyWeight,
                offDiagonal, diagonal, discriminatorRate);
    }

    private static Penalty mmd(Kernel kernel) {
        return switch (kernel) {
            case IMQ -> Penalty.MMD_IMQ;
            case RBF -> Penalty.MMD_RBF;
        };
    }

    /** The weights as a replica's numbers in a program, by {@link LossWeights}; a program of this form uses some of them. */
    public Map<Tensor, Float> weights() {
        var weights = new LinkedHashMap<Tensor, Float>();
        weights.put(LossWeights.BETA, beta);
        weights.put(LossWeights.BOUND_SHARE, 1 - beta);
        weights.put(LossWeights.FREE_NATS, freeNats);
        weights.put(LossWeights.CAPACITY, capacity);
        weights.put(LossWeights.PENALTY_WEIGHT, penaltyWeight);
        weights.put(LossWeights.OFF_DIAGONAL, offDiagonal);
        weights.put(LossWeights.DIAGONAL, diagonal);
        weights.put(LossWeights.DISCRIMINATOR_RATE, discriminatorRate);
        return weights;
    }

    /** Part of a checkpoint ({@code Checkpoint.TRAINING}): without a discriminator, as before there was one. */
    @Override
    public String toString() {
        return "Objective[form=" + form + ", beta=" + beta + ", freeNats=" + freeNats + ", capacity=" + capacity
                + ", capacitySteps=" + capacitySteps + ", penaltyWeight=" + penaltyWeight + ", offDiagonal=" + offDiagonal
                + ", diagonal=" + diagonal + (discriminatorRate == 0 ? "" : ", discriminatorRate=" + discriminatorRate) + "]";
    }
}
