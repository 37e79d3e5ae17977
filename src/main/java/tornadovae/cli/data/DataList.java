package tornadovae.cli.data;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.JsonOption;
import tornadovae.data.source.Datasets;

@Command(name = "list", description = "List the data sets and where they are.", footer = {
        "  ./run.sh data list",
        "  ./run.sh data list --json"})
final class DataList extends BaseCommand {

    @Mixin
    DataOptions data;

    @Mixin
    JsonOption json;

    @Override
    public Integer call() {
        if (json.isWanted()) {
            json.print(out(), Map.of("datasets", Datasets.list(data.places()).stream().map(DataList::toMap).toList()));
            return 0;
        }
        for (var entry : Datasets.list(data.places())) {
            out().printf("%-20s%s%n%20s%s%n", entry.name(), entry.about(), "", entry.where());
        }
        next("data info digits", "one of them, described");
        return 0;
    }

    private static Map<String, Object> toMap(Datasets.Entry entry) {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", entry.name());
        map.put("about", entry.about());
        map.put("where", entry.where());
        map.put("here", entry.here());
        return map;
    }
}
