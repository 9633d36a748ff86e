extension Country {
  /// A country a row: ISO 3166's codes of two and three letters, its Romanian name, its English one if
  /// that is another, and others that shops write. The names are those of Unicode's CLDR.
  static let names = """
    AD|AND|Andorra
    AE|ARE|Emiratele Arabe Unite|United Arab Emirates|UAE|EAU
    AF|AFG|Afganistan|Afghanistan
    AG|ATG|Antigua și Barbuda|Antigua & Barbuda|Antigua and Barbuda
    AI|AIA|Anguilla
    AL|ALB|Albania
    AM|ARM|Armenia
    AO|AGO|Angola
    AQ|ATA|Antarctica
    AR|ARG|Argentina
    AS|ASM|Samoa Americană|American Samoa
    AT|AUT|Austria|Österreich|Osterreich
    AU|AUS|Australia
    AW|ABW|Aruba
    AX|ALA|Insulele Åland|Insulele Aland|Åland Islands|Aland Islands
    AZ|AZE|Azerbaidjan|Azerbaijan
    BA|BIH|Bosnia și Herțegovina|Bosnia & Herzegovina|Bosnia and Herzegovina
    BB|BRB|Barbados
    BD|BGD|Bangladesh
    BE|BEL|Belgia|Belgium
    BF|BFA|Burkina Faso
    BG|BGR|Bulgaria|България
    BH|BHR|Bahrain
    BI|BDI|Burundi
    BJ|BEN|Benin
    BL|BLM|Saint-Barthélemy|Saint-Barthelemy|St. Barthélemy|Saint Barthélemy|St. Barthelemy
    BM|BMU|Bermuda
    BN|BRN|Brunei
    BO|BOL|Bolivia
    BQ|BES|Insulele Caraibe Olandeze|Caribbean Netherlands
    BR|BRA|Brazilia|Brazil
    BS|BHS|Bahamas
    BT|BTN|Bhutan
    BV|BVT|Insula Bouvet|Bouvet Island
    BW|BWA|Botswana
    BY|BLR|Belarus|Bielorusia
    BZ|BLZ|Belize
    CA|CAN|Canada
    CC|CCK|Insulele Cocos|Cocos Islands
    CD|COD|Republica Democrată Congo|Democratic Republic of the Congo|Congo - Kinshasa|DR Congo
    CF|CAF|Republica Centrafricană|Central African Republic
    CG|COG|Congo|Congo - Brazzaville
    CH|CHE|Elveția|Switzerland
    CI|CIV|Côte d'Ivoire|Cote d'Ivoire|Coasta de Fildeș|Ivory Coast
    CK|COK|Insulele Cook|Cook Islands
    CL|CHL|Chile
    CM|CMR|Camerun|Cameroon
    CN|CHN|China
    CO|COL|Columbia|Colombia
    CR|CRI|Costa Rica
    CU|CUB|Cuba
    CV|CPV|Capul Verde|Cape Verde|Cabo Verde
    CW|CUW|Curaçao|Curacao
    CX|CXR|Insula Christmas|Christmas Island
    CY|CYP|Cipru|Cyprus
    CZ|CZE|Cehia|Czechia|Republica Cehă|Czech Republic
    DE|DEU|Germania|Germany|Republica Federală Germania|Deutschland
    DJ|DJI|Djibouti
    DK|DNK|Danemarca|Denmark
    DM|DMA|Dominica
    DO|DOM|Republica Dominicană|Dominican Republic
    DZ|DZA|Algeria
    EC|ECU|Ecuador
    EE|EST|Estonia
    EG|EGY|Egipt|Egypt
    EH|ESH|Sahara Occidentală|Western Sahara
    ER|ERI|Eritreea|Eritrea
    ES|ESP|Spania|Spain|España|Espana
    ET|ETH|Etiopia|Ethiopia
    FI|FIN|Finlanda|Finland
    FJ|FJI|Fiji
    FK|FLK|Insulele Falkland|Falkland Islands
    FM|FSM|Micronezia|Micronesia
    FO|FRO|Insulele Feroe|Faroe Islands
    FR|FRA|Franța|France
    GA|GAB|Gabon
    GB|GBR|Regatul Unit|United Kingdom|Marea Britanie|Great Britain|UK|Anglia|England|Scoția|Scotland
    GD|GRD|Grenada
    GE|GEO|Georgia
    GF|GUF|Guyana Franceză|French Guiana
    GG|GGY|Guernsey
    GH|GHA|Ghana
    GI|GIB|Gibraltar
    GL|GRL|Groenlanda|Greenland
    GM|GMB|Gambia
    GN|GIN|Guineea|Guinea
    GP|GLP|Guadelupa|Guadeloupe
    GQ|GNQ|Guineea Ecuatorială|Equatorial Guinea
    GR|GRC|Grecia|Greece|EL|Hellas
    GS|SGS|Georgia de Sud și Insulele Sandwich de Sud|South Georgia and the South Sandwich Islands
    GT|GTM|Guatemala
    GU|GUM|Guam
    GW|GNB|Guineea-Bissau|Guinea-Bissau
    GY|GUY|Guyana
    HK|HKG|Hong Kong
    HM|HMD|Insula Heard și Insulele McDonald|Heard & McDonald Islands|Heard and McDonald Islands
    HN|HND|Honduras
    HR|HRV|Croația|Croatia
    HT|HTI|Haiti
    HU|HUN|Ungaria|Hungary|Magyarország|Magyarorszag
    ID|IDN|Indonezia|Indonesia
    IE|IRL|Irlanda|Ireland|Republica Irlanda
    IL|ISR|Israel
    IM|IMN|Insula Man|Isle of Man
    IN|IND|India
    IO|IOT|Arhipelagul Chagos|Chagos Archipelago
    IQ|IRQ|Irak|Iraq
    IR|IRN|Iran|Iran, Islamic Republic of
    IS|ISL|Islanda|Iceland
    IT|ITA|Italia|Italy
    JE|JEY|Jersey
    JM|JAM|Jamaica
    JO|JOR|Iordania|Jordan
    JP|JPN|Japonia|Japan
    KE|KEN|Kenya
    KG|KGZ|Kârgâzstan|Kyrgyzstan
    KH|KHM|Cambodgia|Cambodia
    KI|KIR|Kiribati
    KM|COM|Comore|Comoros
    KN|KNA|Saint Kitts și Nevis|St. Kitts & Nevis|Saint Kitts and Nevis|St. Kitts and Nevis
    KP|PRK|Coreea de Nord|North Korea
    KR|KOR|Coreea de Sud|South Korea|Coreea|Republic of Korea
    KW|KWT|Kuweit|Kuwait
    KY|CYM|Insulele Cayman|Cayman Islands
    KZ|KAZ|Kazahstan|Kazakhstan
    LA|LAO|Laos
    LB|LBN|Liban|Lebanon
    LC|LCA|Sfânta Lucia|St. Lucia|Saint Lucia
    LI|LIE|Liechtenstein
    LK|LKA|Sri Lanka
    LR|LBR|Liberia
    LS|LSO|Lesotho
    LT|LTU|Lituania|Lithuania
    LU|LUX|Luxemburg|Luxembourg
    LV|LVA|Letonia|Latvia
    LY|LBY|Libia|Libya
    MA|MAR|Maroc|Morocco
    MC|MCO|Monaco
    MD|MDA|Republica Moldova|Moldova|Moldova, Republic of
    ME|MNE|Muntenegru|Montenegro
    MF|MAF|Sfântul Martin|St. Martin|Saint Martin
    MG|MDG|Madagascar
    MH|MHL|Insulele Marshall|Marshall Islands
    MK|MKD|Macedonia de Nord|North Macedonia|Macedonia
    ML|MLI|Mali
    MM|MMR|Myanmar|Burma|Birmania
    MN|MNG|Mongolia
    MO|MAC|Macao
    MP|MNP|Insulele Mariane de Nord|Northern Mariana Islands
    MQ|MTQ|Martinica|Martinique
    MR|MRT|Mauritania
    MS|MSR|Montserrat
    MT|MLT|Malta
    MU|MUS|Mauritius
    MV|MDV|Maldive|Maldives
    MW|MWI|Malawi
    MX|MEX|Mexic|Mexico
    MY|MYS|Malaysia
    MZ|MOZ|Mozambic|Mozambique
    NA|NAM|Namibia
    NC|NCL|Noua Caledonie|New Caledonia
    NE|NER|Niger
    NF|NFK|Insula Norfolk|Norfolk Island
    NG|NGA|Nigeria
    NI|NIC|Nicaragua
    NL|NLD|Țările de Jos|Netherlands|Olanda|Holland|The Netherlands
    NO|NOR|Norvegia|Norway
    NP|NPL|Nepal
    NR|NRU|Nauru
    NU|NIU|Niue
    NZ|NZL|Noua Zeelandă|New Zealand
    OM|OMN|Oman
    PA|PAN|Panama
    PE|PER|Peru
    PF|PYF|Polinezia Franceză|French Polynesia
    PG|PNG|Papua-Noua Guinee|Papua New Guinea
    PH|PHL|Filipine|Philippines
    PK|PAK|Pakistan
    PL|POL|Polonia|Poland
    PM|SPM|Saint-Pierre și Miquelon|St. Pierre & Miquelon|Saint Pierre and Miquelon|St. Pierre and Miquelon
    PN|PCN|Insulele Pitcairn|Pitcairn Islands
    PR|PRI|Puerto Rico
    PS|PSE|Teritoriile Palestiniene|Palestinian Territories|Palestina|Palestine
    PT|PRT|Portugalia|Portugal
    PW|PLW|Palau
    PY|PRY|Paraguay
    QA|QAT|Qatar
    RE|REU|Réunion|Reunion
    RO|ROU|România|Romania
    RS|SRB|Serbia|Republica Serbia
    RU|RUS|Rusia|Russia|Federația Rusă|Russian Federation
    RW|RWA|Rwanda
    SA|SAU|Arabia Saudită|Saudi Arabia
    SB|SLB|Insulele Solomon|Solomon Islands
    SC|SYC|Seychelles
    SD|SDN|Sudan
    SE|SWE|Suedia|Sweden
    SG|SGP|Singapore
    SH|SHN|Sfânta Elena|St. Helena|Saint Helena
    SI|SVN|Slovenia
    SJ|SJM|Svalbard și Jan Mayen|Svalbard & Jan Mayen|Svalbard and Jan Mayen
    SK|SVK|Slovacia|Slovakia|Republica Slovacă|Slovak Republic
    SL|SLE|Sierra Leone
    SM|SMR|San Marino
    SN|SEN|Senegal
    SO|SOM|Somalia
    SR|SUR|Suriname
    SS|SSD|Sudanul de Sud|South Sudan
    ST|STP|São Tomé și Príncipe|Sao Tome și Principe|São Tomé & Príncipe|São Tomé and Príncipe|Sao Tome and Principe
    SV|SLV|El Salvador
    SX|SXM|Sint-Maarten|Sint Maarten
    SY|SYR|Siria|Syria|Syrian Arab Republic
    SZ|SWZ|Eswatini|Swaziland
    TC|TCA|Insulele Turks și Caicos|Turks & Caicos Islands|Turks and Caicos Islands
    TD|TCD|Ciad|Chad
    TF|ATF|Teritoriile Australe și Antarctice Franceze|French Southern Territories
    TG|TGO|Togo
    TH|THA|Thailanda|Thailand
    TJ|TJK|Tadjikistan|Tajikistan
    TK|TKL|Tokelau
    TL|TLS|Timor-Leste|Timorul de Est|East Timor
    TM|TKM|Turkmenistan
    TN|TUN|Tunisia
    TO|TON|Tonga
    TR|TUR|Turcia|Türkiye|Turkiye|Turkey
    TT|TTO|Trinidad și Tobago|Trinidad & Tobago|Trinidad and Tobago
    TV|TUV|Tuvalu
    TW|TWN|Taiwan
    TZ|TZA|Tanzania
    UA|UKR|Ucraina|Ukraine
    UG|UGA|Uganda
    UM|UMI|Insulele Îndepărtate ale SUA|U.S. Outlying Islands
    US|USA|Statele Unite ale Americii|United States|SUA|Statele Unite|United States of America
    UY|URY|Uruguay
    UZ|UZB|Uzbekistan
    VA|VAT|Statul Cetății Vaticanului|Vatican City|Vatican
    VC|VCT|Saint Vincent și Grenadinele|St. Vincent & Grenadines|Saint Vincent and Grenadines|St. Vincent and Grenadines
    VE|VEN|Venezuela
    VG|VGB|Insulele Virgine Britanice|British Virgin Islands
    VI|VIR|Insulele Virgine Americane|U.S. Virgin Islands
    VN|VNM|Vietnam|Viet Nam
    VU|VUT|Vanuatu
    WF|WLF|Wallis și Futuna|Wallis & Futuna|Wallis and Futuna
    WS|WSM|Samoa
    XK|XKX|Kosovo
    YE|YEM|Yemen
    YT|MYT|Mayotte
    ZA|ZAF|Africa de Sud|South Africa
    ZM|ZMB|Zambia
    ZW|ZWE|Zimbabwe
    """
}
