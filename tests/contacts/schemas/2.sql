-- A log with batches for the lead (sqlite3 iterdump).
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kontakt_contacts','m001_contacts_gaps_feedback_observations_rooms','2026-11-23 23:15:47.517251+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'kontakt_contacts','m002_batches_for_the_lead','2026-11-23 23:28:47.294087+00:00');
CREATE TABLE batches (
  pseudonym TEXT NOT NULL CHECK (pseudonym GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]-Q[1-4]'),
  name TEXT NOT NULL CHECK (name GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  observed_after TEXT NOT NULL CHECK (observed_after GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  observed_until TEXT NOT NULL CHECK (observed_until GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  sha256 TEXT NOT NULL CHECK (sha256 = '' OR sha256 GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  PRIMARY KEY (pseudonym, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE contacts_frozen (
  id INTEGER PRIMARY KEY,
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "schicht" TEXT NOT NULL CHECK ("schicht" = 'vormittag' OR "schicht" = 'nachmittag' OR "schicht" = 'abend' OR "schicht" = 'wochenende'),
  "plattform" TEXT NOT NULL CHECK ("plattform" = 'facebook' OR "plattform" = 'instagram' OR "plattform" = 'threads' OR "plattform" = 'gutefrage' OR "plattform" = 'forum' OR "plattform" = 'sonstige'),
  "raumtyp" TEXT NOT NULL CHECK ("raumtyp" = 'gruppe_offen' OR "raumtyp" = 'gruppe_geschlossen' OR "raumtyp" = 'seite_profil_fremd' OR "raumtyp" = 'eigener_kanal' OR "raumtyp" = 'forenfrage' OR "raumtyp" = 'hashtag_feed' OR "raumtyp" = 'direktnachricht' OR "raumtyp" = 'keine_angabe'),
  "sichtbarkeit" TEXT NOT NULL CHECK ("sichtbarkeit" = 'oeffentlich' OR "sichtbarkeit" = 'halboeffentlich' OR "sichtbarkeit" = 'privat' OR "sichtbarkeit" = 'keine_angabe'),
  "format" TEXT NOT NULL CHECK ("format" = 'kommentar' OR "format" = 'antwort_unterkommentar' OR "format" = 'dm' OR "format" = 'forenantwort' OR "format" = 'story_reaktion'),
  "kontaktart" TEXT NOT NULL CHECK ("kontaktart" = 'erstkontakt' OR "kontaktart" = 'folgekontakt'),
  "anlass" TEXT NOT NULL CHECK ("anlass" = 'frage' OR "anlass" = 'falschaussage' OR "anlass" = 'diskussion' OR "anlass" = 'direkt_angesprochen' OR "anlass" = 'eigener_beitrag' OR "anlass" = 'keine_angabe'),
  "thema" TEXT NOT NULL CHECK ("thema" = 'elternzeit' OR "thema" = 'elterngeld' OR "thema" = 'mutterschutz' OR "thema" = 'kind_krank' OR "thema" = 'kinderbetreuung' OR "thema" = 'teilzeit' OR "thema" = 'arbeitsvertrag_kuendigung' OR "thema" = 'pflege_beruf' OR "thema" = 'wiedereinstieg' OR "thema" = 'arbeitslos_alg' OR "thema" = 'ba_angebote' OR "thema" = 'weiterbildung' OR "thema" = 'ausbildung' OR "thema" = 'anerkennung' OR "thema" = 'selbststaendigkeit' OR "thema" = 'minijob_lohn' OR "thema" = 'steuer' OR "thema" = 'rente' OR "thema" = 'krankenversicherung' OR "thema" = 'familienleistungen' OR "thema" = 'grundsicherung' OR "thema" = 'gleichstellung' OR "thema" = 'keine_angabe' OR "thema" = 'nicht_anwendbar'),
  "thema_2" TEXT NOT NULL CHECK ("thema_2" = 'elternzeit' OR "thema_2" = 'elterngeld' OR "thema_2" = 'mutterschutz' OR "thema_2" = 'kind_krank' OR "thema_2" = 'kinderbetreuung' OR "thema_2" = 'teilzeit' OR "thema_2" = 'arbeitsvertrag_kuendigung' OR "thema_2" = 'pflege_beruf' OR "thema_2" = 'wiedereinstieg' OR "thema_2" = 'arbeitslos_alg' OR "thema_2" = 'ba_angebote' OR "thema_2" = 'weiterbildung' OR "thema_2" = 'ausbildung' OR "thema_2" = 'anerkennung' OR "thema_2" = 'selbststaendigkeit' OR "thema_2" = 'minijob_lohn' OR "thema_2" = 'steuer' OR "thema_2" = 'rente' OR "thema_2" = 'krankenversicherung' OR "thema_2" = 'familienleistungen' OR "thema_2" = 'grundsicherung' OR "thema_2" = 'gleichstellung' OR "thema_2" = 'keine_angabe' OR "thema_2" = 'nicht_anwendbar'),
  "thema_3" TEXT NOT NULL CHECK ("thema_3" = 'elternzeit' OR "thema_3" = 'elterngeld' OR "thema_3" = 'mutterschutz' OR "thema_3" = 'kind_krank' OR "thema_3" = 'kinderbetreuung' OR "thema_3" = 'teilzeit' OR "thema_3" = 'arbeitsvertrag_kuendigung' OR "thema_3" = 'pflege_beruf' OR "thema_3" = 'wiedereinstieg' OR "thema_3" = 'arbeitslos_alg' OR "thema_3" = 'ba_angebote' OR "thema_3" = 'weiterbildung' OR "thema_3" = 'ausbildung' OR "thema_3" = 'anerkennung' OR "thema_3" = 'selbststaendigkeit' OR "thema_3" = 'minijob_lohn' OR "thema_3" = 'steuer' OR "thema_3" = 'rente' OR "thema_3" = 'krankenversicherung' OR "thema_3" = 'familienleistungen' OR "thema_3" = 'grundsicherung' OR "thema_3" = 'gleichstellung' OR "thema_3" = 'keine_angabe' OR "thema_3" = 'nicht_anwendbar'),
  "modus" TEXT NOT NULL CHECK ("modus" = 'informieren' OR "modus" = 'verweisen' OR "modus" = 'richtigstellen' OR "modus" = 'beziehung' OR "modus" = 'klaeren' OR "modus" = 'moderieren' OR "modus" = 'nicht_anwendbar'),
  "modus_2" TEXT NOT NULL CHECK ("modus_2" = 'informieren' OR "modus_2" = 'verweisen' OR "modus_2" = 'richtigstellen' OR "modus_2" = 'beziehung' OR "modus_2" = 'klaeren' OR "modus_2" = 'moderieren' OR "modus_2" = 'nicht_anwendbar'),
  "modus_3" TEXT NOT NULL CHECK ("modus_3" = 'informieren' OR "modus_3" = 'verweisen' OR "modus_3" = 'richtigstellen' OR "modus_3" = 'beziehung' OR "modus_3" = 'klaeren' OR "modus_3" = 'moderieren' OR "modus_3" = 'nicht_anwendbar'),
  "stufe" TEXT NOT NULL CHECK ("stufe" = 'information' OR "stufe" = 'klaerung' OR "stufe" = 'verweis'),
  "verweisziel" TEXT NOT NULL CHECK ("verweisziel" = 'keins' OR "verweisziel" = 'ba_arbeitsagentur' OR "verweisziel" = 'ba_bbie' OR "verweisziel" = 'bca' OR "verweisziel" = 'familienkasse' OR "verweisziel" = 'jobcenter' OR "verweisziel" = 'elterngeldstelle' OR "verweisziel" = 'krankenkasse' OR "verweisziel" = 'pflegekasse_stuetzpunkt' OR "verweisziel" = 'bafza_pflegetelefon' OR "verweisziel" = 'jugendamt' OR "verweisziel" = 'schule_traeger' OR "verweisziel" = 'finanzamt_lohnsteuerhilfe' OR "verweisziel" = 'drv' OR "verweisziel" = 'minijob_zentrale' OR "verweisziel" = 'zoll_fks' OR "verweisziel" = 'arbeitgeber_betriebsrat' OR "verweisziel" = 'gewerkschaft_fachanwalt' OR "verweisziel" = 'antidiskriminierungsstelle' OR "verweisziel" = 'schwangerschaftsberatung' OR "verweisziel" = 'afbg_amt' OR "verweisziel" = 'bafoeg_amt' OR "verweisziel" = 'ihk_hwk' OR "verweisziel" = 'anerkennungsberatung' OR "verweisziel" = 'sonstiges'),
  "reaktion" TEXT NOT NULL CHECK ("reaktion" = 'offen' OR "reaktion" = 'keine' OR "reaktion" = 'like' OR "reaktion" = 'danke' OR "reaktion" = 'nachfrage' OR "reaktion" = 'geteilt_markiert' OR "reaktion" = 'widerspruch_sachlich' OR "reaktion" = 'ablehnung' OR "reaktion" = 'angriff' OR "reaktion" = 'geloescht'),
  "dritte_stimmen_zu" TEXT NOT NULL CHECK ("dritte_stimmen_zu" = 'nein' OR "dritte_stimmen_zu" = 'ja' OR "dritte_stimmen_zu" = 'keine_angabe'),
  "dritte_widersprechen" TEXT NOT NULL CHECK ("dritte_widersprechen" = 'nein' OR "dritte_widersprechen" = 'ja' OR "dritte_widersprechen" = 'keine_angabe'),
  "reichweite_klasse" TEXT NOT NULL CHECK ("reichweite_klasse" = 'unbekannt' OR "reichweite_klasse" = 'bis_10' OR "reichweite_klasse" = '11_50' OR "reichweite_klasse" = '51_200' OR "reichweite_klasse" = '201_1000' OR "reichweite_klasse" = 'ueber_1000'),
  "reichweite_signal" TEXT NOT NULL CHECK ("reichweite_signal" = 'reaktionen' OR "reichweite_signal" = 'aufrufe' OR "reichweite_signal" = 'gruppengroesse' OR "reichweite_signal" = 'nicht_anwendbar'),
  "baustein_nutzung" TEXT NOT NULL CHECK ("baustein_nutzung" = 'unveraendert' OR "baustein_nutzung" = 'angepasst' OR "baustein_nutzung" = 'nur_inspiration' OR "baustein_nutzung" = 'frei_geschrieben' OR "baustein_nutzung" = 'luecke'),
  "baustein_id" TEXT NOT NULL CHECK ("baustein_id" IN ('keine_angabe', 'nicht_anwendbar') OR (length("baustein_id") BETWEEN 3 AND 80 AND "baustein_id" NOT GLOB '*[^a-z0-9-]*')),
  "baustein_version" INTEGER NOT NULL CHECK ("baustein_version" = -8 OR "baustein_version" BETWEEN 1 AND 999999),
  "mythos_id" TEXT NOT NULL CHECK ("mythos_id" IN ('keine_angabe', 'nicht_anwendbar') OR (length("mythos_id") BETWEEN 3 AND 80 AND "mythos_id" NOT GLOB '*[^a-z0-9-]*')),
  "eskalation" TEXT NOT NULL CHECK ("eskalation" = 'keine' OR "eskalation" = 'juristisch' OR "eskalation" = 'teamleitung' OR "eskalation" = 'krise' OR "eskalation" = 'rechtswidrig'),
  "klima" TEXT NOT NULL CHECK ("klima" = 'freundlich' OR "klima" = 'sachlich' OR "klima" = 'aufgeheizt' OR "klima" = 'feindselig' OR "klima" = 'keine_angabe'),
  "dauer_klasse" TEXT NOT NULL CHECK ("dauer_klasse" = 'bis_5' OR "dauer_klasse" = '6_15' OR "dauer_klasse" = '16_30' OR "dauer_klasse" = 'ueber_30' OR "dauer_klasse" = 'keine_angabe'),
  "lebenslage" TEXT NOT NULL CHECK ("lebenslage" = 'elternteil' OR "lebenslage" = 'pflegend' OR "lebenslage" = 'beides' OR "lebenslage" = 'fachkraft' OR "lebenslage" = 'unklar' OR "lebenslage" = 'keine_angabe'),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" = 'arbeit' OR "herkunft" = 'synthetisch'),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999)
) STRICT;
INSERT INTO "contacts_frozen" VALUES(1494869082073333815,'2026-W44','wochenende','sonstige','keine_angabe','keine_angabe','kommentar','erstkontakt','keine_angabe','rente','nicht_anwendbar','nicht_anwendbar','informieren','nicht_anwendbar','nicht_anwendbar','information','keins','offen','keine_angabe','keine_angabe','unbekannt','nicht_anwendbar','frei_geschrieben','nicht_anwendbar',-8,'nicht_anwendbar','keine','keine_angabe','keine_angabe','keine_angabe','arbeit',1);
CREATE TABLE contacts_open (
  "uuid" TEXT NOT NULL CHECK ("uuid" GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  "tag" TEXT NOT NULL CHECK ("tag" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date("tag") IS "tag"),
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "schicht" TEXT NOT NULL CHECK ("schicht" = 'vormittag' OR "schicht" = 'nachmittag' OR "schicht" = 'abend' OR "schicht" = 'wochenende'),
  "plattform" TEXT NOT NULL CHECK ("plattform" = 'facebook' OR "plattform" = 'instagram' OR "plattform" = 'threads' OR "plattform" = 'gutefrage' OR "plattform" = 'forum' OR "plattform" = 'sonstige'),
  "raumtyp" TEXT NOT NULL CHECK ("raumtyp" = 'gruppe_offen' OR "raumtyp" = 'gruppe_geschlossen' OR "raumtyp" = 'seite_profil_fremd' OR "raumtyp" = 'eigener_kanal' OR "raumtyp" = 'forenfrage' OR "raumtyp" = 'hashtag_feed' OR "raumtyp" = 'direktnachricht' OR "raumtyp" = 'keine_angabe'),
  "sichtbarkeit" TEXT NOT NULL CHECK ("sichtbarkeit" = 'oeffentlich' OR "sichtbarkeit" = 'halboeffentlich' OR "sichtbarkeit" = 'privat' OR "sichtbarkeit" = 'keine_angabe'),
  "format" TEXT NOT NULL CHECK ("format" = 'kommentar' OR "format" = 'antwort_unterkommentar' OR "format" = 'dm' OR "format" = 'forenantwort' OR "format" = 'story_reaktion'),
  "kontaktart" TEXT NOT NULL CHECK ("kontaktart" = 'erstkontakt' OR "kontaktart" = 'folgekontakt'),
  "anlass" TEXT NOT NULL CHECK ("anlass" = 'frage' OR "anlass" = 'falschaussage' OR "anlass" = 'diskussion' OR "anlass" = 'direkt_angesprochen' OR "anlass" = 'eigener_beitrag' OR "anlass" = 'keine_angabe'),
  "thema" TEXT NOT NULL CHECK ("thema" = 'elternzeit' OR "thema" = 'elterngeld' OR "thema" = 'mutterschutz' OR "thema" = 'kind_krank' OR "thema" = 'kinderbetreuung' OR "thema" = 'teilzeit' OR "thema" = 'arbeitsvertrag_kuendigung' OR "thema" = 'pflege_beruf' OR "thema" = 'wiedereinstieg' OR "thema" = 'arbeitslos_alg' OR "thema" = 'ba_angebote' OR "thema" = 'weiterbildung' OR "thema" = 'ausbildung' OR "thema" = 'anerkennung' OR "thema" = 'selbststaendigkeit' OR "thema" = 'minijob_lohn' OR "thema" = 'steuer' OR "thema" = 'rente' OR "thema" = 'krankenversicherung' OR "thema" = 'familienleistungen' OR "thema" = 'grundsicherung' OR "thema" = 'gleichstellung' OR "thema" = 'keine_angabe' OR "thema" = 'nicht_anwendbar'),
  "thema_2" TEXT NOT NULL CHECK ("thema_2" = 'elternzeit' OR "thema_2" = 'elterngeld' OR "thema_2" = 'mutterschutz' OR "thema_2" = 'kind_krank' OR "thema_2" = 'kinderbetreuung' OR "thema_2" = 'teilzeit' OR "thema_2" = 'arbeitsvertrag_kuendigung' OR "thema_2" = 'pflege_beruf' OR "thema_2" = 'wiedereinstieg' OR "thema_2" = 'arbeitslos_alg' OR "thema_2" = 'ba_angebote' OR "thema_2" = 'weiterbildung' OR "thema_2" = 'ausbildung' OR "thema_2" = 'anerkennung' OR "thema_2" = 'selbststaendigkeit' OR "thema_2" = 'minijob_lohn' OR "thema_2" = 'steuer' OR "thema_2" = 'rente' OR "thema_2" = 'krankenversicherung' OR "thema_2" = 'familienleistungen' OR "thema_2" = 'grundsicherung' OR "thema_2" = 'gleichstellung' OR "thema_2" = 'keine_angabe' OR "thema_2" = 'nicht_anwendbar'),
  "thema_3" TEXT NOT NULL CHECK ("thema_3" = 'elternzeit' OR "thema_3" = 'elterngeld' OR "thema_3" = 'mutterschutz' OR "thema_3" = 'kind_krank' OR "thema_3" = 'kinderbetreuung' OR "thema_3" = 'teilzeit' OR "thema_3" = 'arbeitsvertrag_kuendigung' OR "thema_3" = 'pflege_beruf' OR "thema_3" = 'wiedereinstieg' OR "thema_3" = 'arbeitslos_alg' OR "thema_3" = 'ba_angebote' OR "thema_3" = 'weiterbildung' OR "thema_3" = 'ausbildung' OR "thema_3" = 'anerkennung' OR "thema_3" = 'selbststaendigkeit' OR "thema_3" = 'minijob_lohn' OR "thema_3" = 'steuer' OR "thema_3" = 'rente' OR "thema_3" = 'krankenversicherung' OR "thema_3" = 'familienleistungen' OR "thema_3" = 'grundsicherung' OR "thema_3" = 'gleichstellung' OR "thema_3" = 'keine_angabe' OR "thema_3" = 'nicht_anwendbar'),
  "modus" TEXT NOT NULL CHECK ("modus" = 'informieren' OR "modus" = 'verweisen' OR "modus" = 'richtigstellen' OR "modus" = 'beziehung' OR "modus" = 'klaeren' OR "modus" = 'moderieren' OR "modus" = 'nicht_anwendbar'),
  "modus_2" TEXT NOT NULL CHECK ("modus_2" = 'informieren' OR "modus_2" = 'verweisen' OR "modus_2" = 'richtigstellen' OR "modus_2" = 'beziehung' OR "modus_2" = 'klaeren' OR "modus_2" = 'moderieren' OR "modus_2" = 'nicht_anwendbar'),
  "modus_3" TEXT NOT NULL CHECK ("modus_3" = 'informieren' OR "modus_3" = 'verweisen' OR "modus_3" = 'richtigstellen' OR "modus_3" = 'beziehung' OR "modus_3" = 'klaeren' OR "modus_3" = 'moderieren' OR "modus_3" = 'nicht_anwendbar'),
  "stufe" TEXT NOT NULL CHECK ("stufe" = 'information' OR "stufe" = 'klaerung' OR "stufe" = 'verweis'),
  "verweisziel" TEXT NOT NULL CHECK ("verweisziel" = 'keins' OR "verweisziel" = 'ba_arbeitsagentur' OR "verweisziel" = 'ba_bbie' OR "verweisziel" = 'bca' OR "verweisziel" = 'familienkasse' OR "verweisziel" = 'jobcenter' OR "verweisziel" = 'elterngeldstelle' OR "verweisziel" = 'krankenkasse' OR "verweisziel" = 'pflegekasse_stuetzpunkt' OR "verweisziel" = 'bafza_pflegetelefon' OR "verweisziel" = 'jugendamt' OR "verweisziel" = 'schule_traeger' OR "verweisziel" = 'finanzamt_lohnsteuerhilfe' OR "verweisziel" = 'drv' OR "verweisziel" = 'minijob_zentrale' OR "verweisziel" = 'zoll_fks' OR "verweisziel" = 'arbeitgeber_betriebsrat' OR "verweisziel" = 'gewerkschaft_fachanwalt' OR "verweisziel" = 'antidiskriminierungsstelle' OR "verweisziel" = 'schwangerschaftsberatung' OR "verweisziel" = 'afbg_amt' OR "verweisziel" = 'bafoeg_amt' OR "verweisziel" = 'ihk_hwk' OR "verweisziel" = 'anerkennungsberatung' OR "verweisziel" = 'sonstiges'),
  "reaktion" TEXT NOT NULL CHECK ("reaktion" = 'offen' OR "reaktion" = 'keine' OR "reaktion" = 'like' OR "reaktion" = 'danke' OR "reaktion" = 'nachfrage' OR "reaktion" = 'geteilt_markiert' OR "reaktion" = 'widerspruch_sachlich' OR "reaktion" = 'ablehnung' OR "reaktion" = 'angriff' OR "reaktion" = 'geloescht'),
  "dritte_stimmen_zu" TEXT NOT NULL CHECK ("dritte_stimmen_zu" = 'nein' OR "dritte_stimmen_zu" = 'ja' OR "dritte_stimmen_zu" = 'keine_angabe'),
  "dritte_widersprechen" TEXT NOT NULL CHECK ("dritte_widersprechen" = 'nein' OR "dritte_widersprechen" = 'ja' OR "dritte_widersprechen" = 'keine_angabe'),
  "reichweite_klasse" TEXT NOT NULL CHECK ("reichweite_klasse" = 'unbekannt' OR "reichweite_klasse" = 'bis_10' OR "reichweite_klasse" = '11_50' OR "reichweite_klasse" = '51_200' OR "reichweite_klasse" = '201_1000' OR "reichweite_klasse" = 'ueber_1000'),
  "reichweite_signal" TEXT NOT NULL CHECK ("reichweite_signal" = 'reaktionen' OR "reichweite_signal" = 'aufrufe' OR "reichweite_signal" = 'gruppengroesse' OR "reichweite_signal" = 'nicht_anwendbar'),
  "baustein_nutzung" TEXT NOT NULL CHECK ("baustein_nutzung" = 'unveraendert' OR "baustein_nutzung" = 'angepasst' OR "baustein_nutzung" = 'nur_inspiration' OR "baustein_nutzung" = 'frei_geschrieben' OR "baustein_nutzung" = 'luecke'),
  "baustein_id" TEXT NOT NULL CHECK ("baustein_id" IN ('keine_angabe', 'nicht_anwendbar') OR (length("baustein_id") BETWEEN 3 AND 80 AND "baustein_id" NOT GLOB '*[^a-z0-9-]*')),
  "baustein_version" INTEGER NOT NULL CHECK ("baustein_version" = -8 OR "baustein_version" BETWEEN 1 AND 999999),
  "mythos_id" TEXT NOT NULL CHECK ("mythos_id" IN ('keine_angabe', 'nicht_anwendbar') OR (length("mythos_id") BETWEEN 3 AND 80 AND "mythos_id" NOT GLOB '*[^a-z0-9-]*')),
  "eskalation" TEXT NOT NULL CHECK ("eskalation" = 'keine' OR "eskalation" = 'juristisch' OR "eskalation" = 'teamleitung' OR "eskalation" = 'krise' OR "eskalation" = 'rechtswidrig'),
  "klima" TEXT NOT NULL CHECK ("klima" = 'freundlich' OR "klima" = 'sachlich' OR "klima" = 'aufgeheizt' OR "klima" = 'feindselig' OR "klima" = 'keine_angabe'),
  "dauer_klasse" TEXT NOT NULL CHECK ("dauer_klasse" = 'bis_5' OR "dauer_klasse" = '6_15' OR "dauer_klasse" = '16_30' OR "dauer_klasse" = 'ueber_30' OR "dauer_klasse" = 'keine_angabe'),
  "lebenslage" TEXT NOT NULL CHECK ("lebenslage" = 'elternteil' OR "lebenslage" = 'pflegend' OR "lebenslage" = 'beides' OR "lebenslage" = 'fachkraft' OR "lebenslage" = 'unklar' OR "lebenslage" = 'keine_angabe'),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" = 'arbeit' OR "herkunft" = 'synthetisch'),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999),
  PRIMARY KEY ("uuid")
) STRICT, WITHOUT ROWID;
INSERT INTO "contacts_open" VALUES('00000000-0000-4000-8000-000000000003','2026-11-24','2026-W48','vormittag','sonstige','keine_angabe','keine_angabe','kommentar','erstkontakt','keine_angabe','elterngeld','nicht_anwendbar','nicht_anwendbar','informieren','nicht_anwendbar','nicht_anwendbar','information','keins','offen','keine_angabe','keine_angabe','unbekannt','nicht_anwendbar','unveraendert','elterngeld-plus',2,'nicht_anwendbar','keine','keine_angabe','keine_angabe','keine_angabe','arbeit',1);
CREATE TABLE delivered (
  tabelle TEXT NOT NULL CHECK (tabelle IN ('contacts_frozen', 'own_posts_frozen', 'gaps', 'feedback')),
  id INTEGER NOT NULL,
  pseudonym TEXT NOT NULL CHECK (pseudonym GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  PRIMARY KEY (tabelle, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE feedback (
  id INTEGER PRIMARY KEY,
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "entry_id" TEXT NOT NULL CHECK ("entry_id" IN ('keine_angabe', 'nicht_anwendbar') OR (length("entry_id") BETWEEN 3 AND 80 AND "entry_id" NOT GLOB '*[^a-z0-9-]*')),
  "entry_version" INTEGER NOT NULL CHECK ("entry_version" = -8 OR "entry_version" BETWEEN 1 AND 999999),
  "grund" TEXT NOT NULL CHECK ("grund" = 'passt_nicht' OR "grund" = 'veraltet' OR "grund" = 'wortlaut'),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" = 'arbeit' OR "herkunft" = 'synthetisch'),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999)
) STRICT;
INSERT INTO "feedback" VALUES(2084617548516245048,'2026-W48','elterngeld-plus',2,'veraltet','arbeit',1);
CREATE TABLE gaps (
  id INTEGER PRIMARY KEY,
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "plattform" TEXT NOT NULL CHECK ("plattform" = 'facebook' OR "plattform" = 'instagram' OR "plattform" = 'threads' OR "plattform" = 'gutefrage' OR "plattform" = 'forum' OR "plattform" = 'sonstige'),
  "thema" TEXT NOT NULL CHECK ("thema" = 'elternzeit' OR "thema" = 'elterngeld' OR "thema" = 'mutterschutz' OR "thema" = 'kind_krank' OR "thema" = 'kinderbetreuung' OR "thema" = 'teilzeit' OR "thema" = 'arbeitsvertrag_kuendigung' OR "thema" = 'pflege_beruf' OR "thema" = 'wiedereinstieg' OR "thema" = 'arbeitslos_alg' OR "thema" = 'ba_angebote' OR "thema" = 'weiterbildung' OR "thema" = 'ausbildung' OR "thema" = 'anerkennung' OR "thema" = 'selbststaendigkeit' OR "thema" = 'minijob_lohn' OR "thema" = 'steuer' OR "thema" = 'rente' OR "thema" = 'krankenversicherung' OR "thema" = 'familienleistungen' OR "thema" = 'grundsicherung' OR "thema" = 'gleichstellung' OR "thema" = 'keine_angabe' OR "thema" = 'nicht_anwendbar'),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" = 'arbeit' OR "herkunft" = 'synthetisch'),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999)
) STRICT;
INSERT INTO "gaps" VALUES(2636246692633880324,'2026-W48','forum','rente','arbeit',1);
CREATE TABLE observations (
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "plattform" TEXT NOT NULL CHECK ("plattform" = 'facebook' OR "plattform" = 'instagram' OR "plattform" = 'threads' OR "plattform" = 'gutefrage' OR "plattform" = 'forum' OR "plattform" = 'sonstige'),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" = 'arbeit' OR "herkunft" = 'synthetisch'),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999),
  "anzahl" INTEGER NOT NULL CHECK ("anzahl" BETWEEN 1 AND 9999),
  PRIMARY KEY ("woche", "plattform", "herkunft", "codebuch_version")
) STRICT, WITHOUT ROWID;
INSERT INTO "observations" VALUES('2026-W48','forum','arbeit',1,3);
CREATE TABLE own_posts_frozen (
  id INTEGER PRIMARY KEY,
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "plattform" TEXT NOT NULL CHECK ("plattform" = 'facebook' OR "plattform" = 'instagram' OR "plattform" = 'threads' OR "plattform" = 'gutefrage' OR "plattform" = 'forum' OR "plattform" = 'sonstige'),
  "beitragsformat" TEXT NOT NULL CHECK ("beitragsformat" = 'beitrag' OR "beitragsformat" = 'bilderfolge' OR "beitragsformat" = 'kurzvideo' OR "beitragsformat" = 'story' OR "beitragsformat" = 'sonstiges'),
  "thema" TEXT NOT NULL CHECK ("thema" = 'elternzeit' OR "thema" = 'elterngeld' OR "thema" = 'mutterschutz' OR "thema" = 'kind_krank' OR "thema" = 'kinderbetreuung' OR "thema" = 'teilzeit' OR "thema" = 'arbeitsvertrag_kuendigung' OR "thema" = 'pflege_beruf' OR "thema" = 'wiedereinstieg' OR "thema" = 'arbeitslos_alg' OR "thema" = 'ba_angebote' OR "thema" = 'weiterbildung' OR "thema" = 'ausbildung' OR "thema" = 'anerkennung' OR "thema" = 'selbststaendigkeit' OR "thema" = 'minijob_lohn' OR "thema" = 'steuer' OR "thema" = 'rente' OR "thema" = 'krankenversicherung' OR "thema" = 'familienleistungen' OR "thema" = 'grundsicherung' OR "thema" = 'gleichstellung' OR "thema" = 'keine_angabe' OR "thema" = 'nicht_anwendbar'),
  "reichweite_klasse" TEXT NOT NULL CHECK ("reichweite_klasse" = 'unbekannt' OR "reichweite_klasse" = 'bis_10' OR "reichweite_klasse" = '11_50' OR "reichweite_klasse" = '51_200' OR "reichweite_klasse" = '201_1000' OR "reichweite_klasse" = 'ueber_1000'),
  "reichweite_signal" TEXT NOT NULL CHECK ("reichweite_signal" = 'reaktionen' OR "reichweite_signal" = 'aufrufe' OR "reichweite_signal" = 'gruppengroesse' OR "reichweite_signal" = 'nicht_anwendbar'),
  "interaktionen_klasse" TEXT NOT NULL CHECK ("interaktionen_klasse" = 'unbekannt' OR "interaktionen_klasse" = 'bis_10' OR "interaktionen_klasse" = '11_50' OR "interaktionen_klasse" = '51_200' OR "interaktionen_klasse" = '201_1000' OR "interaktionen_klasse" = 'ueber_1000'),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" = 'arbeit' OR "herkunft" = 'synthetisch'),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999)
) STRICT;
INSERT INTO "own_posts_frozen" VALUES(3319177393561588695,'2026-W44','sonstige','beitrag','keine_angabe','unbekannt','nicht_anwendbar','unbekannt','arbeit',1);
CREATE TABLE own_posts_open (
  "uuid" TEXT NOT NULL CHECK ("uuid" GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  "tag" TEXT NOT NULL CHECK ("tag" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date("tag") IS "tag"),
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "plattform" TEXT NOT NULL CHECK ("plattform" = 'facebook' OR "plattform" = 'instagram' OR "plattform" = 'threads' OR "plattform" = 'gutefrage' OR "plattform" = 'forum' OR "plattform" = 'sonstige'),
  "beitragsformat" TEXT NOT NULL CHECK ("beitragsformat" = 'beitrag' OR "beitragsformat" = 'bilderfolge' OR "beitragsformat" = 'kurzvideo' OR "beitragsformat" = 'story' OR "beitragsformat" = 'sonstiges'),
  "thema" TEXT NOT NULL CHECK ("thema" = 'elternzeit' OR "thema" = 'elterngeld' OR "thema" = 'mutterschutz' OR "thema" = 'kind_krank' OR "thema" = 'kinderbetreuung' OR "thema" = 'teilzeit' OR "thema" = 'arbeitsvertrag_kuendigung' OR "thema" = 'pflege_beruf' OR "thema" = 'wiedereinstieg' OR "thema" = 'arbeitslos_alg' OR "thema" = 'ba_angebote' OR "thema" = 'weiterbildung' OR "thema" = 'ausbildung' OR "thema" = 'anerkennung' OR "thema" = 'selbststaendigkeit' OR "thema" = 'minijob_lohn' OR "thema" = 'steuer' OR "thema" = 'rente' OR "thema" = 'krankenversicherung' OR "thema" = 'familienleistungen' OR "thema" = 'grundsicherung' OR "thema" = 'gleichstellung' OR "thema" = 'keine_angabe' OR "thema" = 'nicht_anwendbar'),
  "reichweite_klasse" TEXT NOT NULL CHECK ("reichweite_klasse" = 'unbekannt' OR "reichweite_klasse" = 'bis_10' OR "reichweite_klasse" = '11_50' OR "reichweite_klasse" = '51_200' OR "reichweite_klasse" = '201_1000' OR "reichweite_klasse" = 'ueber_1000'),
  "reichweite_signal" TEXT NOT NULL CHECK ("reichweite_signal" = 'reaktionen' OR "reichweite_signal" = 'aufrufe' OR "reichweite_signal" = 'gruppengroesse' OR "reichweite_signal" = 'nicht_anwendbar'),
  "interaktionen_klasse" TEXT NOT NULL CHECK ("interaktionen_klasse" = 'unbekannt' OR "interaktionen_klasse" = 'bis_10' OR "interaktionen_klasse" = '11_50' OR "interaktionen_klasse" = '51_200' OR "interaktionen_klasse" = '201_1000' OR "interaktionen_klasse" = 'ueber_1000'),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" = 'arbeit' OR "herkunft" = 'synthetisch'),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999),
  PRIMARY KEY ("uuid")
) STRICT, WITHOUT ROWID;
INSERT INTO "own_posts_open" VALUES('00000000-0000-4000-8000-000000000004','2026-11-24','2026-W48','sonstige','beitrag','keine_angabe','unbekannt','nicht_anwendbar','unbekannt','arbeit',1);
CREATE TABLE rooms (
  "code" TEXT NOT NULL CHECK ("code" GLOB '[a-z][a-z]-[0-9][0-9][0-9]'),
  "plattform" TEXT NOT NULL CHECK ("plattform" = 'facebook' OR "plattform" = 'instagram' OR "plattform" = 'threads' OR "plattform" = 'gutefrage' OR "plattform" = 'forum' OR "plattform" = 'sonstige'),
  "raumtyp" TEXT NOT NULL CHECK ("raumtyp" = 'gruppe_offen' OR "raumtyp" = 'gruppe_geschlossen' OR "raumtyp" = 'seite_profil_fremd' OR "raumtyp" = 'eigener_kanal' OR "raumtyp" = 'forenfrage' OR "raumtyp" = 'hashtag_feed' OR "raumtyp" = 'direktnachricht' OR "raumtyp" = 'keine_angabe'),
  "groesse_klasse" TEXT NOT NULL CHECK ("groesse_klasse" = 'unbekannt' OR "groesse_klasse" = 'bis_500' OR "groesse_klasse" = '501_2000' OR "groesse_klasse" = '2001_10000' OR "groesse_klasse" = '10001_50000' OR "groesse_klasse" = 'ueber_50000'),
  "admin_status" TEXT NOT NULL CHECK ("admin_status" = 'angefragt' OR "admin_status" = 'erlaubt' OR "admin_status" = 'erlaubt_mit_auflagen' OR "admin_status" = 'abgelehnt' OR "admin_status" = 'nicht_noetig' OR "admin_status" = 'entzogen'),
  "links_erlaubt" TEXT NOT NULL CHECK ("links_erlaubt" = 'nein' OR "links_erlaubt" = 'ja' OR "links_erlaubt" = 'keine_angabe'),
  "nachrichten_erlaubt" TEXT NOT NULL CHECK ("nachrichten_erlaubt" = 'nein' OR "nachrichten_erlaubt" = 'ja' OR "nachrichten_erlaubt" = 'keine_angabe'),
  "pruefung_am" TEXT NOT NULL CHECK ("pruefung_am" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date("pruefung_am") IS "pruefung_am"),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999),
  PRIMARY KEY ("code")
) STRICT, WITHOUT ROWID;
INSERT INTO "rooms" VALUES('fb-001','sonstige','keine_angabe','unbekannt','angefragt','keine_angabe','keine_angabe','2027-05-23',1);
CREATE TABLE spent (
  handle BLOB NOT NULL PRIMARY KEY CHECK (length(handle) = 16),
  woche TEXT NOT NULL CHECK (woche GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]')
) STRICT, WITHOUT ROWID;
INSERT INTO "spent" VALUES(X'11E594F481958C10E3015D0BF0447A22','2026-W48');
INSERT INTO "spent" VALUES(X'3303F939347E9E00BF721CE8F25C84EA','2026-W48');
INSERT INTO "spent" VALUES(X'6B7BE92641AEC20B00F9C40280433E0A','2026-W48');
INSERT INTO "spent" VALUES(X'A8353ED0BDE97E7845F0996D60267EA5','2026-W48');
INSERT INTO "spent" VALUES(X'E79ACD97AC88086665D85A762F43D533','2026-W48');
CREATE TABLE state (
  name TEXT NOT NULL PRIMARY KEY CHECK (name IN ('codebook_version')),
  value INTEGER NOT NULL
) STRICT;
INSERT INTO "state" VALUES('codebook_version',1);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE VIEW contacts AS SELECT "woche", "schicht", "plattform", "raumtyp", "sichtbarkeit", "format", "kontaktart", "anlass", "thema", "thema_2", "thema_3", "modus", "modus_2", "modus_3", "stufe", "verweisziel", "reaktion", "dritte_stimmen_zu", "dritte_widersprechen", "reichweite_klasse", "reichweite_signal", "baustein_nutzung", "baustein_id", "baustein_version", "mythos_id", "eskalation", "klima", "dauer_klasse", "lebenslage", "herkunft", "codebuch_version" FROM contacts_open UNION ALL SELECT "woche", "schicht", "plattform", "raumtyp", "sichtbarkeit", "format", "kontaktart", "anlass", "thema", "thema_2", "thema_3", "modus", "modus_2", "modus_3", "stufe", "verweisziel", "reaktion", "dritte_stimmen_zu", "dritte_widersprechen", "reichweite_klasse", "reichweite_signal", "baustein_nutzung", "baustein_id", "baustein_version", "mythos_id", "eskalation", "klima", "dauer_klasse", "lebenslage", "herkunft", "codebuch_version" FROM contacts_frozen;
CREATE VIEW own_posts AS SELECT "woche", "plattform", "beitragsformat", "thema", "reichweite_klasse", "reichweite_signal", "interaktionen_klasse", "herkunft", "codebuch_version" FROM own_posts_open UNION ALL SELECT "woche", "plattform", "beitragsformat", "thema", "reichweite_klasse", "reichweite_signal", "interaktionen_klasse", "herkunft", "codebuch_version" FROM own_posts_frozen;
COMMIT;
