-- A log as version 0.1.0 wrote it, with a row in every table (sqlite3 iterdump).
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kontakt_contacts','m001_contacts_gaps_feedback_observations_rooms','2026-11-23 23:05:55.538283+00:00');
CREATE TABLE contacts_frozen (
  id INTEGER PRIMARY KEY,
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "schicht" TEXT NOT NULL CHECK ("schicht" IN ('vormittag', 'nachmittag', 'abend', 'wochenende')),
  "plattform" TEXT NOT NULL CHECK ("plattform" IN ('facebook', 'instagram', 'threads', 'gutefrage', 'forum', 'sonstige')),
  "raumtyp" TEXT NOT NULL CHECK ("raumtyp" IN ('gruppe_offen', 'gruppe_geschlossen', 'seite_profil_fremd', 'eigener_kanal', 'forenfrage', 'hashtag_feed', 'direktnachricht', 'keine_angabe')),
  "sichtbarkeit" TEXT NOT NULL CHECK ("sichtbarkeit" IN ('oeffentlich', 'halboeffentlich', 'privat', 'keine_angabe')),
  "format" TEXT NOT NULL CHECK ("format" IN ('kommentar', 'antwort_unterkommentar', 'dm', 'forenantwort', 'story_reaktion')),
  "kontaktart" TEXT NOT NULL CHECK ("kontaktart" IN ('erstkontakt', 'folgekontakt')),
  "anlass" TEXT NOT NULL CHECK ("anlass" IN ('frage', 'falschaussage', 'diskussion', 'direkt_angesprochen', 'eigener_beitrag', 'keine_angabe')),
  "thema" TEXT NOT NULL CHECK ("thema" IN ('elternzeit', 'elterngeld', 'mutterschutz', 'kind_krank', 'kinderbetreuung', 'teilzeit', 'arbeitsvertrag_kuendigung', 'pflege_beruf', 'wiedereinstieg', 'arbeitslos_alg', 'ba_angebote', 'weiterbildung', 'ausbildung', 'anerkennung', 'selbststaendigkeit', 'minijob_lohn', 'steuer', 'rente', 'krankenversicherung', 'familienleistungen', 'grundsicherung', 'gleichstellung', 'keine_angabe', 'nicht_anwendbar')),
  "thema_2" TEXT NOT NULL CHECK ("thema_2" IN ('elternzeit', 'elterngeld', 'mutterschutz', 'kind_krank', 'kinderbetreuung', 'teilzeit', 'arbeitsvertrag_kuendigung', 'pflege_beruf', 'wiedereinstieg', 'arbeitslos_alg', 'ba_angebote', 'weiterbildung', 'ausbildung', 'anerkennung', 'selbststaendigkeit', 'minijob_lohn', 'steuer', 'rente', 'krankenversicherung', 'familienleistungen', 'grundsicherung', 'gleichstellung', 'keine_angabe', 'nicht_anwendbar')),
  "thema_3" TEXT NOT NULL CHECK ("thema_3" IN ('elternzeit', 'elterngeld', 'mutterschutz', 'kind_krank', 'kinderbetreuung', 'teilzeit', 'arbeitsvertrag_kuendigung', 'pflege_beruf', 'wiedereinstieg', 'arbeitslos_alg', 'ba_angebote', 'weiterbildung', 'ausbildung', 'anerkennung', 'selbststaendigkeit', 'minijob_lohn', 'steuer', 'rente', 'krankenversicherung', 'familienleistungen', 'grundsicherung', 'gleichstellung', 'keine_angabe', 'nicht_anwendbar')),
  "modus" TEXT NOT NULL CHECK ("modus" IN ('informieren', 'verweisen', 'richtigstellen', 'beziehung', 'klaeren', 'moderieren', 'nicht_anwendbar')),
  "modus_2" TEXT NOT NULL CHECK ("modus_2" IN ('informieren', 'verweisen', 'richtigstellen', 'beziehung', 'klaeren', 'moderieren', 'nicht_anwendbar')),
  "modus_3" TEXT NOT NULL CHECK ("modus_3" IN ('informieren', 'verweisen', 'richtigstellen', 'beziehung', 'klaeren', 'moderieren', 'nicht_anwendbar')),
  "stufe" TEXT NOT NULL CHECK ("stufe" IN ('information', 'klaerung', 'verweis')),
  "verweisziel" TEXT NOT NULL CHECK ("verweisziel" IN ('keins', 'ba_arbeitsagentur', 'ba_bbie', 'bca', 'familienkasse', 'jobcenter', 'elterngeldstelle', 'krankenkasse', 'pflegekasse_stuetzpunkt', 'bafza_pflegetelefon', 'jugendamt', 'schule_traeger', 'finanzamt_lohnsteuerhilfe', 'drv', 'minijob_zentrale', 'zoll_fks', 'arbeitgeber_betriebsrat', 'gewerkschaft_fachanwalt', 'antidiskriminierungsstelle', 'schwangerschaftsberatung', 'afbg_amt', 'bafoeg_amt', 'ihk_hwk', 'anerkennungsberatung', 'sonstiges')),
  "reaktion" TEXT NOT NULL CHECK ("reaktion" IN ('offen', 'keine', 'like', 'danke', 'nachfrage', 'geteilt_markiert', 'widerspruch_sachlich', 'ablehnung', 'angriff', 'geloescht')),
  "dritte_stimmen_zu" TEXT NOT NULL CHECK ("dritte_stimmen_zu" IN ('nein', 'ja', 'keine_angabe')),
  "dritte_widersprechen" TEXT NOT NULL CHECK ("dritte_widersprechen" IN ('nein', 'ja', 'keine_angabe')),
  "reichweite_klasse" TEXT NOT NULL CHECK ("reichweite_klasse" IN ('unbekannt', 'bis_10', '11_50', '51_200', '201_1000', 'ueber_1000')),
  "reichweite_signal" TEXT NOT NULL CHECK ("reichweite_signal" IN ('reaktionen', 'aufrufe', 'gruppengroesse', 'nicht_anwendbar')),
  "baustein_nutzung" TEXT NOT NULL CHECK ("baustein_nutzung" IN ('unveraendert', 'angepasst', 'nur_inspiration', 'frei_geschrieben', 'luecke')),
  "baustein_id" TEXT NOT NULL CHECK ("baustein_id" IN ('keine_angabe', 'nicht_anwendbar') OR (length("baustein_id") BETWEEN 3 AND 80 AND "baustein_id" NOT GLOB '*[^a-z0-9-]*')),
  "baustein_version" INTEGER NOT NULL CHECK ("baustein_version" = -8 OR "baustein_version" BETWEEN 1 AND 999999),
  "mythos_id" TEXT NOT NULL CHECK ("mythos_id" IN ('keine_angabe', 'nicht_anwendbar') OR (length("mythos_id") BETWEEN 3 AND 80 AND "mythos_id" NOT GLOB '*[^a-z0-9-]*')),
  "eskalation" TEXT NOT NULL CHECK ("eskalation" IN ('keine', 'juristisch', 'teamleitung', 'krise', 'rechtswidrig')),
  "klima" TEXT NOT NULL CHECK ("klima" IN ('freundlich', 'sachlich', 'aufgeheizt', 'feindselig', 'keine_angabe')),
  "dauer_klasse" TEXT NOT NULL CHECK ("dauer_klasse" IN ('bis_5', '6_15', '16_30', 'ueber_30', 'keine_angabe')),
  "lebenslage" TEXT NOT NULL CHECK ("lebenslage" IN ('elternteil', 'pflegend', 'beides', 'fachkraft', 'unklar', 'keine_angabe')),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" IN ('arbeit', 'synthetisch')),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999)
) STRICT;
INSERT INTO "contacts_frozen" VALUES(1165474359389862999,'2026-W44','wochenende','sonstige','keine_angabe','keine_angabe','kommentar','erstkontakt','keine_angabe','rente','nicht_anwendbar','nicht_anwendbar','informieren','nicht_anwendbar','nicht_anwendbar','information','keins','offen','keine_angabe','keine_angabe','unbekannt','nicht_anwendbar','frei_geschrieben','nicht_anwendbar',-8,'nicht_anwendbar','keine','keine_angabe','keine_angabe','keine_angabe','arbeit',1);
CREATE TABLE contacts_open (
  "uuid" TEXT NOT NULL CHECK ("uuid" GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  "tag" TEXT NOT NULL CHECK ("tag" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date("tag") IS "tag"),
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "schicht" TEXT NOT NULL CHECK ("schicht" IN ('vormittag', 'nachmittag', 'abend', 'wochenende')),
  "plattform" TEXT NOT NULL CHECK ("plattform" IN ('facebook', 'instagram', 'threads', 'gutefrage', 'forum', 'sonstige')),
  "raumtyp" TEXT NOT NULL CHECK ("raumtyp" IN ('gruppe_offen', 'gruppe_geschlossen', 'seite_profil_fremd', 'eigener_kanal', 'forenfrage', 'hashtag_feed', 'direktnachricht', 'keine_angabe')),
  "sichtbarkeit" TEXT NOT NULL CHECK ("sichtbarkeit" IN ('oeffentlich', 'halboeffentlich', 'privat', 'keine_angabe')),
  "format" TEXT NOT NULL CHECK ("format" IN ('kommentar', 'antwort_unterkommentar', 'dm', 'forenantwort', 'story_reaktion')),
  "kontaktart" TEXT NOT NULL CHECK ("kontaktart" IN ('erstkontakt', 'folgekontakt')),
  "anlass" TEXT NOT NULL CHECK ("anlass" IN ('frage', 'falschaussage', 'diskussion', 'direkt_angesprochen', 'eigener_beitrag', 'keine_angabe')),
  "thema" TEXT NOT NULL CHECK ("thema" IN ('elternzeit', 'elterngeld', 'mutterschutz', 'kind_krank', 'kinderbetreuung', 'teilzeit', 'arbeitsvertrag_kuendigung', 'pflege_beruf', 'wiedereinstieg', 'arbeitslos_alg', 'ba_angebote', 'weiterbildung', 'ausbildung', 'anerkennung', 'selbststaendigkeit', 'minijob_lohn', 'steuer', 'rente', 'krankenversicherung', 'familienleistungen', 'grundsicherung', 'gleichstellung', 'keine_angabe', 'nicht_anwendbar')),
  "thema_2" TEXT NOT NULL CHECK ("thema_2" IN ('elternzeit', 'elterngeld', 'mutterschutz', 'kind_krank', 'kinderbetreuung', 'teilzeit', 'arbeitsvertrag_kuendigung', 'pflege_beruf', 'wiedereinstieg', 'arbeitslos_alg', 'ba_angebote', 'weiterbildung', 'ausbildung', 'anerkennung', 'selbststaendigkeit', 'minijob_lohn', 'steuer', 'rente', 'krankenversicherung', 'familienleistungen', 'grundsicherung', 'gleichstellung', 'keine_angabe', 'nicht_anwendbar')),
  "thema_3" TEXT NOT NULL CHECK ("thema_3" IN ('elternzeit', 'elterngeld', 'mutterschutz', 'kind_krank', 'kinderbetreuung', 'teilzeit', 'arbeitsvertrag_kuendigung', 'pflege_beruf', 'wiedereinstieg', 'arbeitslos_alg', 'ba_angebote', 'weiterbildung', 'ausbildung', 'anerkennung', 'selbststaendigkeit', 'minijob_lohn', 'steuer', 'rente', 'krankenversicherung', 'familienleistungen', 'grundsicherung', 'gleichstellung', 'keine_angabe', 'nicht_anwendbar')),
  "modus" TEXT NOT NULL CHECK ("modus" IN ('informieren', 'verweisen', 'richtigstellen', 'beziehung', 'klaeren', 'moderieren', 'nicht_anwendbar')),
  "modus_2" TEXT NOT NULL CHECK ("modus_2" IN ('informieren', 'verweisen', 'richtigstellen', 'beziehung', 'klaeren', 'moderieren', 'nicht_anwendbar')),
  "modus_3" TEXT NOT NULL CHECK ("modus_3" IN ('informieren', 'verweisen', 'richtigstellen', 'beziehung', 'klaeren', 'moderieren', 'nicht_anwendbar')),
  "stufe" TEXT NOT NULL CHECK ("stufe" IN ('information', 'klaerung', 'verweis')),
  "verweisziel" TEXT NOT NULL CHECK ("verweisziel" IN ('keins', 'ba_arbeitsagentur', 'ba_bbie', 'bca', 'familienkasse', 'jobcenter', 'elterngeldstelle', 'krankenkasse', 'pflegekasse_stuetzpunkt', 'bafza_pflegetelefon', 'jugendamt', 'schule_traeger', 'finanzamt_lohnsteuerhilfe', 'drv', 'minijob_zentrale', 'zoll_fks', 'arbeitgeber_betriebsrat', 'gewerkschaft_fachanwalt', 'antidiskriminierungsstelle', 'schwangerschaftsberatung', 'afbg_amt', 'bafoeg_amt', 'ihk_hwk', 'anerkennungsberatung', 'sonstiges')),
  "reaktion" TEXT NOT NULL CHECK ("reaktion" IN ('offen', 'keine', 'like', 'danke', 'nachfrage', 'geteilt_markiert', 'widerspruch_sachlich', 'ablehnung', 'angriff', 'geloescht')),
  "dritte_stimmen_zu" TEXT NOT NULL CHECK ("dritte_stimmen_zu" IN ('nein', 'ja', 'keine_angabe')),
  "dritte_widersprechen" TEXT NOT NULL CHECK ("dritte_widersprechen" IN ('nein', 'ja', 'keine_angabe')),
  "reichweite_klasse" TEXT NOT NULL CHECK ("reichweite_klasse" IN ('unbekannt', 'bis_10', '11_50', '51_200', '201_1000', 'ueber_1000')),
  "reichweite_signal" TEXT NOT NULL CHECK ("reichweite_signal" IN ('reaktionen', 'aufrufe', 'gruppengroesse', 'nicht_anwendbar')),
  "baustein_nutzung" TEXT NOT NULL CHECK ("baustein_nutzung" IN ('unveraendert', 'angepasst', 'nur_inspiration', 'frei_geschrieben', 'luecke')),
  "baustein_id" TEXT NOT NULL CHECK ("baustein_id" IN ('keine_angabe', 'nicht_anwendbar') OR (length("baustein_id") BETWEEN 3 AND 80 AND "baustein_id" NOT GLOB '*[^a-z0-9-]*')),
  "baustein_version" INTEGER NOT NULL CHECK ("baustein_version" = -8 OR "baustein_version" BETWEEN 1 AND 999999),
  "mythos_id" TEXT NOT NULL CHECK ("mythos_id" IN ('keine_angabe', 'nicht_anwendbar') OR (length("mythos_id") BETWEEN 3 AND 80 AND "mythos_id" NOT GLOB '*[^a-z0-9-]*')),
  "eskalation" TEXT NOT NULL CHECK ("eskalation" IN ('keine', 'juristisch', 'teamleitung', 'krise', 'rechtswidrig')),
  "klima" TEXT NOT NULL CHECK ("klima" IN ('freundlich', 'sachlich', 'aufgeheizt', 'feindselig', 'keine_angabe')),
  "dauer_klasse" TEXT NOT NULL CHECK ("dauer_klasse" IN ('bis_5', '6_15', '16_30', 'ueber_30', 'keine_angabe')),
  "lebenslage" TEXT NOT NULL CHECK ("lebenslage" IN ('elternteil', 'pflegend', 'beides', 'fachkraft', 'unklar', 'keine_angabe')),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" IN ('arbeit', 'synthetisch')),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999),
  PRIMARY KEY ("uuid")
) STRICT, WITHOUT ROWID;
INSERT INTO "contacts_open" VALUES('00000000-0000-4000-8000-000000000003','2026-11-24','2026-W48','vormittag','sonstige','keine_angabe','keine_angabe','kommentar','erstkontakt','keine_angabe','elterngeld','nicht_anwendbar','nicht_anwendbar','informieren','nicht_anwendbar','nicht_anwendbar','information','keins','offen','keine_angabe','keine_angabe','unbekannt','nicht_anwendbar','unveraendert','elterngeld-plus',2,'nicht_anwendbar','keine','keine_angabe','keine_angabe','keine_angabe','arbeit',1);
CREATE TABLE feedback (
  id INTEGER PRIMARY KEY,
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "entry_id" TEXT NOT NULL CHECK ("entry_id" IN ('keine_angabe', 'nicht_anwendbar') OR (length("entry_id") BETWEEN 3 AND 80 AND "entry_id" NOT GLOB '*[^a-z0-9-]*')),
  "entry_version" INTEGER NOT NULL CHECK ("entry_version" = -8 OR "entry_version" BETWEEN 1 AND 999999),
  "grund" TEXT NOT NULL CHECK ("grund" IN ('passt_nicht', 'veraltet', 'wortlaut')),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" IN ('arbeit', 'synthetisch')),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999)
) STRICT;
INSERT INTO "feedback" VALUES(1452049385949653553,'2026-W48','elterngeld-plus',2,'veraltet','arbeit',1);
CREATE TABLE gaps (
  id INTEGER PRIMARY KEY,
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "plattform" TEXT NOT NULL CHECK ("plattform" IN ('facebook', 'instagram', 'threads', 'gutefrage', 'forum', 'sonstige')),
  "thema" TEXT NOT NULL CHECK ("thema" IN ('elternzeit', 'elterngeld', 'mutterschutz', 'kind_krank', 'kinderbetreuung', 'teilzeit', 'arbeitsvertrag_kuendigung', 'pflege_beruf', 'wiedereinstieg', 'arbeitslos_alg', 'ba_angebote', 'weiterbildung', 'ausbildung', 'anerkennung', 'selbststaendigkeit', 'minijob_lohn', 'steuer', 'rente', 'krankenversicherung', 'familienleistungen', 'grundsicherung', 'gleichstellung', 'keine_angabe', 'nicht_anwendbar')),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" IN ('arbeit', 'synthetisch')),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999)
) STRICT;
INSERT INTO "gaps" VALUES(1282146185307938940,'2026-W48','forum','rente','arbeit',1);
CREATE TABLE observations (
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "plattform" TEXT NOT NULL CHECK ("plattform" IN ('facebook', 'instagram', 'threads', 'gutefrage', 'forum', 'sonstige')),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" IN ('arbeit', 'synthetisch')),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999),
  "anzahl" INTEGER NOT NULL CHECK ("anzahl" BETWEEN 1 AND 9999),
  PRIMARY KEY ("woche", "plattform", "herkunft", "codebuch_version")
) STRICT, WITHOUT ROWID;
INSERT INTO "observations" VALUES('2026-W48','forum','arbeit',1,3);
CREATE TABLE own_posts_frozen (
  id INTEGER PRIMARY KEY,
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "plattform" TEXT NOT NULL CHECK ("plattform" IN ('facebook', 'instagram', 'threads', 'gutefrage', 'forum', 'sonstige')),
  "beitragsformat" TEXT NOT NULL CHECK ("beitragsformat" IN ('beitrag', 'bilderfolge', 'kurzvideo', 'story', 'sonstiges')),
  "thema" TEXT NOT NULL CHECK ("thema" IN ('elternzeit', 'elterngeld', 'mutterschutz', 'kind_krank', 'kinderbetreuung', 'teilzeit', 'arbeitsvertrag_kuendigung', 'pflege_beruf', 'wiedereinstieg', 'arbeitslos_alg', 'ba_angebote', 'weiterbildung', 'ausbildung', 'anerkennung', 'selbststaendigkeit', 'minijob_lohn', 'steuer', 'rente', 'krankenversicherung', 'familienleistungen', 'grundsicherung', 'gleichstellung', 'keine_angabe', 'nicht_anwendbar')),
  "reichweite_klasse" TEXT NOT NULL CHECK ("reichweite_klasse" IN ('unbekannt', 'bis_10', '11_50', '51_200', '201_1000', 'ueber_1000')),
  "reichweite_signal" TEXT NOT NULL CHECK ("reichweite_signal" IN ('reaktionen', 'aufrufe', 'gruppengroesse', 'nicht_anwendbar')),
  "interaktionen_klasse" TEXT NOT NULL CHECK ("interaktionen_klasse" IN ('unbekannt', 'bis_10', '11_50', '51_200', '201_1000', 'ueber_1000')),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" IN ('arbeit', 'synthetisch')),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999)
) STRICT;
INSERT INTO "own_posts_frozen" VALUES(3657849661929053096,'2026-W44','sonstige','beitrag','keine_angabe','unbekannt','nicht_anwendbar','unbekannt','arbeit',1);
CREATE TABLE own_posts_open (
  "uuid" TEXT NOT NULL CHECK ("uuid" GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
  "tag" TEXT NOT NULL CHECK ("tag" GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' AND date("tag") IS "tag"),
  "woche" TEXT NOT NULL CHECK ("woche" GLOB '[0-9][0-9][0-9][0-9]-W[0-5][0-9]'),
  "plattform" TEXT NOT NULL CHECK ("plattform" IN ('facebook', 'instagram', 'threads', 'gutefrage', 'forum', 'sonstige')),
  "beitragsformat" TEXT NOT NULL CHECK ("beitragsformat" IN ('beitrag', 'bilderfolge', 'kurzvideo', 'story', 'sonstiges')),
  "thema" TEXT NOT NULL CHECK ("thema" IN ('elternzeit', 'elterngeld', 'mutterschutz', 'kind_krank', 'kinderbetreuung', 'teilzeit', 'arbeitsvertrag_kuendigung', 'pflege_beruf', 'wiedereinstieg', 'arbeitslos_alg', 'ba_angebote', 'weiterbildung', 'ausbildung', 'anerkennung', 'selbststaendigkeit', 'minijob_lohn', 'steuer', 'rente', 'krankenversicherung', 'familienleistungen', 'grundsicherung', 'gleichstellung', 'keine_angabe', 'nicht_anwendbar')),
  "reichweite_klasse" TEXT NOT NULL CHECK ("reichweite_klasse" IN ('unbekannt', 'bis_10', '11_50', '51_200', '201_1000', 'ueber_1000')),
  "reichweite_signal" TEXT NOT NULL CHECK ("reichweite_signal" IN ('reaktionen', 'aufrufe', 'gruppengroesse', 'nicht_anwendbar')),
  "interaktionen_klasse" TEXT NOT NULL CHECK ("interaktionen_klasse" IN ('unbekannt', 'bis_10', '11_50', '51_200', '201_1000', 'ueber_1000')),
  "herkunft" TEXT NOT NULL CHECK ("herkunft" IN ('arbeit', 'synthetisch')),
  "codebuch_version" INTEGER NOT NULL CHECK ("codebuch_version" BETWEEN 1 AND 9999),
  PRIMARY KEY ("uuid")
) STRICT, WITHOUT ROWID;
INSERT INTO "own_posts_open" VALUES('00000000-0000-4000-8000-000000000004','2026-11-24','2026-W48','sonstige','beitrag','keine_angabe','unbekannt','nicht_anwendbar','unbekannt','arbeit',1);
CREATE TABLE rooms (
  "code" TEXT NOT NULL CHECK ("code" GLOB '[a-z][a-z]-[0-9][0-9][0-9]'),
  "plattform" TEXT NOT NULL CHECK ("plattform" IN ('facebook', 'instagram', 'threads', 'gutefrage', 'forum', 'sonstige')),
  "raumtyp" TEXT NOT NULL CHECK ("raumtyp" IN ('gruppe_offen', 'gruppe_geschlossen', 'seite_profil_fremd', 'eigener_kanal', 'forenfrage', 'hashtag_feed', 'direktnachricht', 'keine_angabe')),
  "groesse_klasse" TEXT NOT NULL CHECK ("groesse_klasse" IN ('unbekannt', 'bis_500', '501_2000', '2001_10000', '10001_50000', 'ueber_50000')),
  "admin_status" TEXT NOT NULL CHECK ("admin_status" IN ('angefragt', 'erlaubt', 'erlaubt_mit_auflagen', 'abgelehnt', 'nicht_noetig', 'entzogen')),
  "links_erlaubt" TEXT NOT NULL CHECK ("links_erlaubt" IN ('nein', 'ja', 'keine_angabe')),
  "nachrichten_erlaubt" TEXT NOT NULL CHECK ("nachrichten_erlaubt" IN ('nein', 'ja', 'keine_angabe')),
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
