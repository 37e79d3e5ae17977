/* The first screen. */

const masthead = {
  mount(section) {
    const single = data.experiments.length === 1 ? data.experiments[0] : null;
    const question = single && single.question && single.question.length <= 150 ? single.question : null;
    const text = make("div", {},
      make("p", {class: "kicker"}, question ? single.name : single ? "Experiment" : "Comparison of experiments"),
      make("h1", {id: "title"}, question ?? data.title),
      single || !data.experiments.some(one => one.question) ? "" : make("dl", {class: "facts"}, data.experiments.filter(one => one.question).map(one => [make("dt", {}, one.name), make("dd", {}, one.question)])),
      data.studies.map(study => make("p", {class: "answer"}, unbroken(study.answer))),
      masthead.asked(), masthead.effects(), single ? masthead.about(single, question) : "", masthead.facts("facts", data.asked));
    section.append(text, make("div", {}, masthead.hero() ?? "", masthead.facts("provenance", data.provenance)));
  },

  effects() {
    const effects = data.studies.flatMap(study => study.effects.map(effect => data.studies.length > 1 ? `${study.label}: ${effect}` : effect));
    return effects.length ? make("ul", {class: "effects"}, effects.map(effect => make("li", {}, unbroken(effect)))) : "";
  },

  /** What one asks of the picture, each with its answer. */
  asked() {
    const study = data.studies.find(study => study.asked.length);
    return study ? make("dl", {class: "asked"}, study.asked.map(([question, answer]) => [make("dt", {}, question), make("dd", {}, unbroken(answer))])) : "";
  },

  about(experiment, question) {
    const paragraphs = [...(question ? [] : [experiment.question]), ...experiment.paragraphs].filter(text => text);
    return paragraphs.length ? make("details", {class: "about"}, make("summary", {}, "About this experiment"), paragraphs.map(text => make("p", {}, text))) : "";
  },

  facts(name, pairs) {
    return make("dl", {class: name}, pairs.map(([term, value]) => [make("dt", {}, term), make("dd", {}, value)]));
  },

  /** The best model's manifold; it opens the model. */
  hero() {
    const index = data.studies.map(study => study.best).find(best => best !== null && pictures.largest(best, "manifold"));
    if (index === undefined) return null;
    const cell = data.cells[index], {bestOf} = data.studies.find(study => study.best === index);
    return make("figure", {class: "hero"}, make("button", {type: "button", "aria-label": `Open ${nameOf(cell)}`, onclick: () => cellDialog.open(index)}, pictures.largest(index, "manifold")),
      make("figcaption", {}, `${pictures.captions.manifold}: ${nameOf(cell)}, −ELBO ${number(cell.metrics.test_total, 1)} nats${bestOf ? `, ${bestOf}` : ""}.`));
  },
};
