package tornadovae.cli.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.metric.TestLoss;
import tornadovae.metric.disentanglement.Udr;

/** Models that differ in their seed alone, to be compared with each other. */
final class SeedGroups {

    private record Member(CellFolder folder, double[][] codes, double[] kl) {}

    private final Map<Configuration, List<Member>> groups = new LinkedHashMap<>();

    void add(TrainedCell cell, LikelihoodMeasures measures) {
        groups.computeIfAbsent(cell.configuration().with("training.seed", 0L), _ -> new ArrayList<>())
                .add(new Member(cell.folder(), measures.codes().means(), TestLoss.of(measures.loss()).klPerDimension()));
    }

    /** UDR of every model that has others to be compared with, and a KL of each dimension, which learned priors do not give. */
    Map<CellFolder, Double> scores() {
        var scores = new LinkedHashMap<CellFolder, Double>();
        for (List<Member> group : groups.values()) {
            if (group.size() < 2 || group.getFirst().codes.length < 2
                    || group.getFirst().kl.length != group.getFirst().codes[0].length) continue;
            Udr udr = Udr.of(group.stream().map(Member::codes).toList(), group.stream().map(Member::kl).toArray(double[][]::new));
            for (int m = 0; m < group.size(); m++) scores.put(group.get(m).folder, udr.scores()[m]);
        }
        return scores;
    }
}
