package io.tickmesh.simulator.market;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The catalogue of instruments the simulated exchange can list, in its fixed order.
public final class Instruments {

    private static final String RESOURCE = "instruments.csv";

    private Instruments() {}

    /// Returns every instrument of the catalogue, ordered by symbol.
    public static List<Instrument> all() {
        try (InputStream in =
                        Objects.requireNonNull(
                                Instruments.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return lines.lines().skip(1).map(Instruments::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the named instruments in catalogue order.
    ///
    /// @throws IllegalArgumentException naming every symbol that the catalogue does not have
    public static List<Instrument> named(List<String> symbols) {
        Set<String> missing = new HashSet<>(symbols);
        List<Instrument> chosen = all().stream().filter(i -> missing.remove(i.symbol())).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "symbols must be in the catalogue, was " + missing.stream().sorted().toList());
        }
        return chosen;
    }

    private static Instrument parse(String line) {
        String[] cells = line.split(",", -1);
        return new Instrument(
                cells[0],
                cells[1],
                cells[2],
                new BigDecimal(cells[3]).scale(),
                new BigDecimal(cells[4]).scale(),
                new BigDecimal(cells[5]),
                new BigDecimal(cells[6]),
                new BigDecimal(cells[7]),
                new BigDecimal(cells[8]),
                new BigDecimal(cells[9]),
                new BigDecimal(cells[10]),
                Double.parseDouble(cells[11]));
    }
}
