// Where decoded images come from: decode(channel, codes [n, latent], n, {sample, seed}, done) calls done with grey bytes [n, pixels].

// The page's own decoder: done is called at once.
explorer.EmbeddedSource = class {
    constructor(model) {
        this.decoder = new explorer.Decoder(model);
        this.samples = this.decoder.bernoulli;
        this.batch = 8;
    }

    decode(channel, codes, n, show, done) {
        const means = this.decoder.means(codes, n);
        if (!show.sample) return done(explorer.grey(means));
        if (!this.draw || this.draw.seed !== show.seed) this.draw = new explorer.Draw(show.seed);
        done(this.draw.of(means));
    }

    cancel() {}
};

// The engine behind the page's server. Each channel has one request under way; of those that come meanwhile the latest waits, and the others are dropped.
explorer.ServedSource = class {
    constructor(index, failed) {
        this.index = index;
        this.failed = failed;
        this.samples = true;
        this.batch = 100;
        this.busy = new Map();
        this.waiting = new Map();
    }

    decode(channel, codes, n, show, done) {
        const request = {body: this.body(codes, show), done};
        if (this.busy.get(channel)) this.waiting.set(channel, request);
        else this.send(channel, request);
    }

    cancel(channel) {
        this.waiting.delete(channel);
    }

    // int32 model, int32 0 mean or 1 draw, int32 seed, float32 codes; see ServedModels.java
    body(codes, show) {
        const body = new ArrayBuffer(12 + 4 * codes.length), view = new DataView(body);
        view.setInt32(0, this.index, true);
        view.setInt32(4, show.sample ? 1 : 0, true);
        view.setInt32(8, show.seed, true);
        new Float32Array(body, 12).set(codes);
        return body;
    }

    async send(channel, request) {
        this.busy.set(channel, true);
        try {
            const answer = await fetch("decode", {method: "POST", body: request.body});
            if (!answer.ok) throw new Error(await answer.text());
            request.done(new Uint8Array(await answer.arrayBuffer()));
            this.failed("");
        } catch (e) {
            this.failed(e instanceof TypeError ? "The server does not answer: start it again and open its new address." : e.message);
        }
        this.busy.set(channel, false);
        const next = this.waiting.get(channel);
        this.waiting.delete(channel);
        if (next) this.send(channel, next);
    }
};
