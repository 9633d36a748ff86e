extension Country {
  /// Further names that shops and customers write, a country a row, its code first: in German, French,
  /// Italian, Spanish and Hungarian, in the country's own languages, and older or longer ones; Romania's
  /// in every language of Europe.
  static let namesAbroad = """
    AD|Andorre
    AE|Vereinigte Arabische Emirate|Émirats arabes unis|Emirati Arabi Uniti|Emiratos Árabes Unidos|Egyesült Arab Emírségek
    AF|Afganisztán
    AG|Antigua und Barbuda|Antigua-et-Barbuda|Antigua e Barbuda|Antigua y Barbuda|Antigua és Barbuda
    AI|Anguila
    AL|Albanien|Albanie|Shqipëri
    AM|Armenien|Arménie|Örményország
    AQ|Antarktis|Antarctique|Antartide|Antártida|Antarktisz
    AR|Argentinien|Argentine
    AS|Amerikanisch-Samoa|Samoa américaines|Samoa Americane|Amerikai Szamoa
    AT|Autriche|Ausztria
    AU|Australien|Australie|Ausztrália
    AX|Ålandinseln|Îles Åland|Isole Åland|Islas Aland|Åland-szigetek
    AZ|Aserbaidschan|Azerbaigian|Azerbaiyán|Azerbajdzsán
    BA|Bosnien und Herzegowina|Bosnie-Herzégovine|Bosnia ed Erzegovina|Bosnia y Herzegovina|Bosznia-Hercegovina|Bosna i Hercegovina|Bosnia
    BB|Barbade
    BD|Bangladesch|Bangladés
    BE|Belgien|Belgique|Belgio|Bélgica|België
    BG|Bulgarien|Bulgarie
    BH|Bahreïn|Baréin
    BL|San Bartolomé
    BM|Bermudes|Bermudas
    BN|Brunei Darussalam
    BO|Bolivien|Bolivie|Bolivia (Plurinational State of)
    BQ|Karibische Niederlande|Pays-Bas caribéens|Caraibi Olandesi|Caribe neerlandés|Holland Karib-térség
    BR|Brasilien|Brésil|Brasile|Brasil
    BS|Bahama-szigetek
    BT|Bhoutan|Bután
    BV|Bouvetinsel|Île Bouvet|Isola Bouvet|Isla Bouvet|Bouvet-sziget
    BW|Botsuana
    BY|Biélorussie|Bielorussia|Bielorrusia|Belarusz|Беларусь
    BZ|Belice
    CA|Kanada
    CC|Kokosinseln|Îles Cocos|Isole Cocos (Keeling)|Islas Cocos|Kókusz (Keeling)-szigetek
    CD|Kongo-Kinshasa|República Democrática del Congo|Congo, Democratic Republic of the
    CF|Zentralafrikanische Republik|République centrafricaine|Repubblica Centrafricana|República Centroafricana|Közép-afrikai Köztársaság
    CG|Kongo-Brazzaville
    CH|Schweiz|Suisse|Svizzera|Suiza|Svájc
    CK|Cookinseln|Îles Cook|Isole Cook|Islas Cook|Cook-szigetek
    CL|Chili|Cile
    CM|Kamerun|Cameroun
    CN|China, Festland|Chine continentale|Cina continentale|China continental|Kína - kontinentális|中国大陆
    CO|Kolumbien|Colombie|Kolumbia
    CU|Kuba
    CV|Cap-Vert|Capo Verde|Zöld-foki Köztársaság
    CW|Curazao
    CX|Weihnachtsinsel|Île Christmas|Isola Christmas|Isla de Navidad|Karácsony-sziget
    CY|Zypern|Chypre|Cipro|Chipre|Ciprus|Κύπρος|Kıbrıs
    CZ|Tschechien|Tchéquie|Cechia|Chequia|Csehország|Česko|Ceska Republika
    DE|Allemagne|Alemania|Németország|Bundesrepublik Deutschland
    DJ|Dschibuti|Gibuti|Yibuti|Dzsibuti
    DK|Dänemark|Danimarca|Dinamarca|Dánia|Danmark
    DM|Dominique|Dominika
    DO|Dominikanische Republik|République dominicaine|Repubblica Dominicana|Dominikai Köztársaság
    DZ|Algerien|Algérie|Argelia
    EC|Équateur
    EE|Estland|Estonie|Észtország|Eesti
    EG|Ägypten|Égypte|Egitto|Egipto|Egyiptom
    EH|Westsahara|Sahara occidental|Sahara Occidentale|Nyugat-Szahara
    ER|Érythrée
    ES|Spanien|Espagne|Spagna|Spanyolország|Espanya
    ET|Äthiopien|Éthiopie
    FI|Finnland|Finlande|Finlandia|Finnország|Suomi
    FJ|Fidschi|Fidji|Figi|Fiyi|Fidzsi
    FK|Falklandinseln|Îles Malouines|Isole Falkland|Islas Malvinas|Falkland-szigetek
    FM|Mikronesien|Micronésie|Mikronézia|Micronesia (Federated States of)
    FO|Färöer|Îles Féroé|Isole Fær Øer|Islas Feroe|Feröer szigetek
    FR|Frankreich|Francia|Franciaország
    GA|Gabun
    GB|Vereinigtes Königreich|Royaume-Uni|Regno Unito|Reino Unido|Egyesült Királyság|Wales|Țara Galilor|Irlanda de Nord|Northern Ireland|Regatul Unit al Marii Britanii|Großbritannien
    GD|Grenade|Granada
    GE|Georgien|Géorgie|Grúzia|საქართველო
    GF|Französisch-Guayana|Guyane française|Guyana Francese|Guayana Francesa|Francia Guyana
    GG|Guernesey
    GI|Gibilterra
    GL|Grönland|Groenland|Groenlandia
    GM|Gambie
    GN|Guinée
    GP|Guadalupa|Guadalupe
    GQ|Äquatorialguinea|Guinée équatoriale|Guinea Equatoriale|Guinea Ecuatorial|Egyenlítői-Guinea
    GR|Griechenland|Grèce|Görögország|Ελλάδα|Ellada
    GS|Südgeorgien und die Südlichen Sandwichinseln|Géorgie du Sud-et-les Îles Sandwich du Sud|Georgia del Sud e Sandwich Australi|Islas Georgia del Sur y Sandwich del Sur|Déli-Georgia és Déli-Sandwich-szigetek
    GW|Guinée-Bissau|Guinea-Bisáu|Bissau-Guinea
    HM|Heard und McDonaldinseln|Îles Heard-et-MacDonald|Isole Heard e McDonald|Islas Heard y McDonald|Heard-sziget és McDonald-szigetek
    HR|Kroatien|Croatie|Croazia|Croacia|Horvátország|Hrvatska
    HU|Ungarn|Hongrie|Ungheria|Hungría
    ID|Indonesien|Indonésie
    IE|Irland|Irlande|Írország|Éire|Republic of Ireland
    IL|Israele|Izrael|ישראל
    IM|Île de Man|Isola di Man|Isla de Man|Man-sziget
    IN|Indien|Inde
    IO|Chagos-Archipel|Archipel des Chagos|Isole Chagos|Archipiélago de Chagos|Chagos-szigetek
    IS|Island|Islande|Islandia|Izland
    IT|Italien|Italie|Olaszország
    JM|Jamaika|Jamaïque|Giamaica
    JO|Jordanien|Jordanie|Giordania|Jordania
    JP|Japon|Giappone|日本
    KE|Kenia
    KG|Kirgisistan|Kirghizstan|Kirghizistan|Kirguistán|Kirgizisztán
    KH|Kambodscha|Cambodge|Cambogia|Camboya|Kambodzsa
    KM|Komoren|Comores|Comoras|Comore-szigetek
    KN|St. Kitts und Nevis|Saint-Christophe-et-Niévès|Saint Kitts e Nevis|San Cristóbal y Nieves|Saint Kitts és Nevis
    KP|Nordkorea|Corée du Nord|Corea del Nord|Corea del Norte|Észak-Korea|Korea, Democratic People's Republic of
    KR|Südkorea|Corée du Sud|Corea del Sud|Corea del Sur|Dél-Korea
    KW|Koweït|Kuvait
    KY|Kaimaninseln|Îles Caïmans|Isole Cayman|Islas Caimán|Kajmán-szigetek
    KZ|Kasachstan|Kazakistan|Kazajistán|Kazahsztán
    LA|Laosz|Lao People's Democratic Republic
    LB|Libanon|Libano
    LC|Sainte-Lucie|Santa Lucía
    LS|Lesoto
    LT|Litauen|Lituanie|Litvánia|Lietuva
    LU|Lussemburgo|Luxemburgo|Lëtzebuerg
    LV|Lettland|Lettonie|Lettonia|Lettország|Latvija
    LY|Libyen|Libye
    MA|Marokko|Marocco|Marruecos
    MD|Republik Moldau|Moldavie|Moldavia|Молдова|Republic of Moldova|Moldova Republica|Moldawien|Moldau
    ME|Crna Gora
    MF|San Martín
    MG|Madagaskar|Madagaszkár
    MH|Marshallinseln|Îles Marshall|Isole Marshall|Islas Marshall|Marshall-szigetek
    MK|Nordmazedonien|Macédoine du Nord|Macedonia del Nord|Macedonia del Norte|Észak-Macedónia|Северна Македонија|FYROM
    MM|Myanmar (Birmanie)|Myanmar (Birmania)|Mianmar
    MN|Mongolei|Mongolie
    MO|Makaó
    MP|Nördliche Marianen|Îles Mariannes du Nord|Isole Marianne Settentrionali|Islas Marianas del Norte|Északi Mariana-szigetek
    MR|Mauretanien|Mauritanie
    MT|Malte
    MU|Maurice|Mauricio
    MV|Malediven|Maldivas|Maldív-szigetek
    MW|Malaui
    MX|Mexiko|Mexique|Messico
    MY|Malaisie|Malasia|Malajzia
    MZ|Mosambik|Mozambico|Mozambik
    NA|Namibie
    NC|Neukaledonien|Nouvelle-Calédonie|Nuova Caledonia|Nueva Caledonia|Új-Kaledónia
    NF|Norfolkinsel|Île Norfolk|Isola Norfolk|Isla Norfolk|Norfolk-sziget
    NL|Niederlande|Pays-Bas|Paesi Bassi|Países Bajos|Hollandia|Nederland
    NO|Norwegen|Norvège|Noruega|Norge
    NZ|Neuseeland|Nouvelle-Zélande|Nuova Zelanda|Nueva Zelanda|Új-Zéland
    PE|Pérou
    PF|Französisch-Polynesien|Polynésie française|Polinesia Francese|Polinesia Francesa|Francia Polinézia
    PG|Papua-Neuguinea|Papouasie-Nouvelle-Guinée|Papua Nuova Guinea|Papúa Nueva Guinea|Pápua Új-Guinea
    PH|Philippinen|Filippine|Filipinas|Fülöp-szigetek
    PK|Pakisztán
    PL|Polen|Pologne|Lengyelország|Polska
    PM|St. Pierre und Miquelon|Saint-Pierre-et-Miquelon|Saint-Pierre e Miquelon|San Pedro y Miquelón|Saint-Pierre és Miquelon
    PN|Pitcairninseln|Îles Pitcairn|Isole Pitcairn|Islas Pitcairn|Pitcairn-szigetek
    PR|Porto Rico
    PS|Palästinensische Autonomiegebiete|Territoires palestiniens|Territori Palestinesi|Territorios Palestinos|Palesztin Terület|Palestine, State of
    PT|Portogallo
    PW|Palaos
    QA|Katar|Catar
    RE|La Réunion|Riunione
    RO|Rumänien|Roumanie|Rumanía|Rumunia|Румъния|Rumunsko|Roemenië|Romênia|Ρουμανία|Romanya|Румунія|Румыния|Румунија|Rumunjska|Romunija|Rumænien|Rumeenia|Rumānija|Rumunija|Романија|Rumani|an Rómáin|ir-Rumanija|Rúmenía|רומניה|رومانيا|罗马尼亚|ルーマニア|Roumania|Romînia|Republica România
    RS|Serbien|Serbie|Szerbia|Србија|Srbija
    RU|Russland|Russie|Oroszország|Россия
    RW|Ruanda
    SA|Saudi-Arabien|Arabie saoudite|Arabia Saudí|Szaúd-Arábia
    SB|Salomonen|Îles Salomon|Isole Salomone|Islas Salomón|Salamon-szigetek
    SC|Seychellen|Seychelle-szigetek
    SD|Soudan|Szudán
    SE|Schweden|Suède|Svezia|Suecia|Svédország|Sverige
    SG|Singapur|Singapour|Szingapúr
    SH|Sainte-Hélène|Sant'Elena|Santa Elena|Szent Ilona
    SI|Slowenien|Slovénie|Eslovenia|Szlovénia|Slovenija
    SJ|Spitzbergen und Jan Mayen|Svalbard et Jan Mayen|Svalbard e Jan Mayen|Svalbard y Jan Mayen|Svalbard és Jan Mayen
    SK|Slowakei|Slovaquie|Slovacchia|Eslovaquia|Szlovákia|Slovensko
    SL|Sierra Leona
    SM|Saint-Marin
    SN|Szenegál
    SO|Somalie|Szomália
    SR|Surinam
    SS|Südsudan|Soudan du Sud|Sudán del Sur|Dél-Szudán
    ST|São Tomé und Príncipe|Sao Tomé-et-Principe|São Tomé e Príncipe|Santo Tomé y Príncipe|São Tomé és Príncipe
    SV|Salvador
    SX|Saint-Martin (partie néerlandaise)
    SY|Syrien|Syrie|Szíria
    SZ|Esuatini|Szváziföld
    TC|Turks- und Caicosinseln|Îles Turques-et-Caïques|Isole Turks e Caicos|Islas Turcas y Caicos|Turks- és Caicos-szigetek
    TD|Tschad|Tchad|Csád
    TF|Französische Süd- und Antarktisgebiete|Terres australes françaises|Terre Australi Francesi|Territorios Australes Franceses|Francia Déli Területek
    TH|Thaïlande|Thailandia|Tailandia|Thaiföld
    TJ|Tadschikistan|Tagikistan|Tayikistán|Tádzsikisztán
    TL|Timor oriental|Timor Est|Kelet-Timor
    TM|Türkmenisztán
    TN|Tunesien|Tunisie|Túnez|Tunézia
    TR|Türkei|Turquie|Turchia|Turquía|Törökország
    TT|Trinidad und Tobago|Trinité-et-Tobago|Trinidad e Tobago|Trinidad y Tobago|Trinidad és Tobago
    TW|Tajvan|Taiwan, Province of China
    TZ|Tansania|Tanzanie|Tanzania, United Republic of
    UA|Ucrania|Ukrajna|Україна|Украина
    UG|Ouganda
    UM|Amerikanische Überseeinseln|Îles mineures éloignées des É.-U.|Isole Minori Esterne degli Stati Uniti|Islas menores alejadas de EE. UU.|Az USA lakatlan külbirtokai
    US|Vereinigte Staaten|États-Unis|Stati Uniti|Estados Unidos|Egyesült Államok|America|The United States
    UZ|Usbekistan|Ouzbékistan|Üzbegisztán
    VA|Vatikanstadt|État de la Cité du Vatican|Città del Vaticano|Ciudad del Vaticano|Vatikán|Holy See|Sfântul Scaun
    VC|St. Vincent und die Grenadinen|Saint-Vincent-et-les Grenadines|Saint Vincent e Grenadine|San Vicente y las Granadinas|Saint Vincent és a Grenadine-szigetek
    VE|Venezuela (Bolivarian Republic of)
    VG|Britische Jungferninseln|Îles Vierges britanniques|Isole Vergini Britanniche|Islas Vírgenes Británicas|Brit Virgin-szigetek
    VI|Amerikanische Jungferninseln|Îles Vierges des États-Unis|Isole Vergini Americane|Islas Vírgenes de EE. UU.|Amerikai Virgin-szigetek
    WF|Wallis und Futuna|Wallis-et-Futuna|Wallis e Futuna|Wallis y Futuna|Wallis és Futuna
    WS|Szamoa
    XK|Koszovó
    YE|Jemen
    ZA|Südafrika|Afrique du Sud|Sudafrica|Dél-afrikai Köztársaság
    ZM|Sambia|Zambie
    ZW|Simbabwe|Zimbabue
    """
}
