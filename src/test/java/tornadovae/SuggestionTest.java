package tornadovae;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    @Test
    void distanceCountsTypingErrors() {
        assertEquals(0, Suggestion.distance("latent", "Latent"));
        assertEquals(1, Suggestion.distance("latnet", "latent"));
        assertEquals(1, Suggestion.distance("laten", "latent"));
        assertEquals(1, Suggestion.distance("latents", "latent"));
        assertEquals(3, Suggestion.distance("kitten", "sitting"));
        assertEquals(4, Suggestion.distance("", "beta"));
    }

    @Test
    void nearestWordIsSuggested() {
        assertEquals(Optional.of("fashion-mnist"),
                Suggestion.closest("fasion-mnist", List.of("mnist", "fashion-mnist", "digits")));
    }

    @Test
    void farWordsAreNotSuggested() {
        assertEquals(Optional.empty(), Suggestion.closest("cifar", List.of("mnist", "digits")));
        assertEquals(".", Suggestion.ending("cifar", List.of("mnist")));
    }
}
