fichegen.part("titres","ABC");
