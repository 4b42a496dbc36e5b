(() => {
  const { kontaktReader } = globalThis;

  // Emoji and their names, from Unicode's list as the BSD-licensed package "emoji" 2 carries it (one-person emoji only).
  const NAMES =
    "🥇 1st_place_medal|🥈 2nd_place_medal|🥉 3rd_place_medal|🆎 ab ab_button_blood_type|🏧 atm atm_sign|" +
    "🅰️ a a_button_blood_type|♒ aquarius|♈ aries|🔙 back back_arrow|🅱️ b b_button_blood_type|🆑 cl cl_button|" +
    "🆒 cool cool_button|♋ cancer|♑ capricorn|🎄 christmas_tree|🔚 end end_arrow|🏴󠁧󠁢󠁥󠁮󠁧󠁿 england|🆓 free free_button|♊ gemini|" +
    "🆔 id id_button|🉑 accept|🈸 u7533|🉐 ideograph_advantage|🏯 japanese_castle|㊗️ congratulations|🈹 u5272|" +
    "🎎 dolls japanese_dolls|🈚 u7121|🈁 koko japanese_here_button|🈷️ u6708|🈵 u6e80|🈶 u6709|🈺 u55b6|🈴 u5408|" +
    "🏣 post_office japanese_post_office|🈲 u7981|🈯 u6307|㊙️ secret japanese_secret_button|🈂️ sa|🔰 beginner|🈳 u7a7a|♌ leo|" +
    "♎ libra|🤶 mrs_claus|🆕 new new_button|🆖 ng ng_button|🆗 ok ok_button|👌 ok_hand|🔛 on on_arrow|🅾️ o2 o_button_blood_type|" +
    "⛎ ophiuchus|🅿️ parking p_button|♓ pisces|🔜 soon soon_arrow|🆘 sos sos_button|♐ sagittarius|🎅 santa santa_claus|" +
    "♏ scorpius scorpio|🏴󠁧󠁢󠁳󠁣󠁴󠁿 scotland|🗽 statue_of_liberty|🦖 t-rex t_rex|🔝 top top_arrow|♉ taurus|🗼 tokyo_tower|" +
    "🆙 up up_button|🆚 vs vs_button|♍ virgo|🏴󠁧󠁢󠁷󠁬󠁳󠁿 wales|💤 zzz|🧮 abacus|🪗 accordion|🩹 adhesive_bandage|🎟️ tickets|" +
    "🚡 aerial_tramway|✈️ airplane|🛬 airplane_arriving flight_arrival|🛫 flight_departure|⏰ alarm_clock|⚗️ alembic|👽 alien|" +
    "👾 space_invader|🚑 ambulance|🏈 football|🏺 amphora|🫀 anatomical_heart|⚓ anchor|💢 anger|😠 angry|👿 imp|😧 anguished|🐜 ant|" +
    "📶 signal_strength|😰 cold_sweat|🚛 articulated_lorry|🎨 art|😲 astonished|⚛️ atom_symbol|🛺 auto_rickshaw|🚗 car red_car|" +
    "🥑 avocado|🪓 axe|👶 baby|👼 angel|🍼 baby_bottle|🐤 baby_chick|🚼 baby_symbol|👇 point_down|👈 point_left|👉 point_right|" +
    "👆 point_up_2|🎒 school_satchel|🥓 bacon|🦡 badger|🥯 bagel|🛄 baggage_claim|🥖 baguette_bread|⚖️ scales|🩰 ballet_shoes|" +
    "🎈 balloon|🗳️ ballot_box|🍌 banana|🪕 banjo|🏦 bank|📊 bar_chart|💈 barber|⚾ baseball|🧺 basket|🏀 basketball|🦇 bat|🛁 bathtub|" +
    "🔋 battery|🏖️ beach_umbrella|😁 grin|🫘 beans|🐻 bear|💓 heartbeat|🦫 beaver|🛏️ bed|🍺 beer|🪲 beetle|🔔 bell|🫑 bell_pepper|" +
    "🔕 no_bell|🛎️ bellhop_bell|🍱 bento|🧃 beverage_box|🚲 bike|👙 bikini|🧢 billed_cap|☣️ biohazard_sign|🐦 bird|🎂 birthday|" +
    "🦬 bison|🫦 biting_lip|⚫ black_circle|🏴 waving_black_flag|🖤 black_heart|⬛ black_large_square|◼️ black_medium_square|" +
    "✒️ black_nib|▪️ black_small_square|🔲 black_square_button|🌼 blossom|🐡 blowfish|📘 blue_book|🔵 large_blue_circle|" +
    "💙 blue_heart|🟦 blue_square|🫐 blueberries|🐗 boar|💣 bomb|🦴 bone|🔖 bookmark|📑 bookmark_tabs|📚 books|🪃 boomerang|" +
    "🍾 champagne|💐 bouquet|🏹 bow_and_arrow|🥣 bowl_with_spoon|🎳 bowling|🥊 boxing_glove|👦 boy|🧠 brain|🍞 bread|" +
    "🤱 breast_feeding|🧱 bricks|🌉 bridge_at_night|💼 briefcase|🩲 swim_brief|🔆 high_brightness|🥦 broccoli|💔 broken_heart|" +
    "🧹 broom|🟤 brown_circle|🤎 brown_heart|🟫 brown_square|🧋 bubble_tea|🫧 bubbles|🪣 bucket|🐛 bug|🏗️ building_construction|" +
    "🚅 bullettrain_front|🎯 dart|🌯 burrito|🚌 bus|🚏 busstop|👤 bust_in_silhouette|👥 busts_in_silhouette|🧈 butter|🦋 butterfly|" +
    "🌵 cactus|📅 date|🤙 call_me_hand|🐪 dromedary_camel|📷 camera|📸 camera_flash|🏕️ camping|🕯️ candle|🍬 candy|🥫 canned_food|" +
    "🛶 canoe|🗃️ card_file_box|📇 card_index|🗂️ card_index_dividers|🎠 carousel_horse|🎏 flags|🪚 carpentry_saw|🥕 carrot|" +
    "🏰 european_castle|🐈 cat2|🐱 cat|😹 joy_cat|😼 smirk_cat|⛓️ chains|🪑 chair|💹 chart|☑️ ballot_box_with_check|" +
    "✔️ heavy_check_mark|✅ white_check_mark|🧀 cheese|🏁 checkered_flag|🍒 cherries|🌸 cherry_blossom|♟️ chess_pawn|🌰 chestnut|" +
    "🐔 chicken|🧒 child|🚸 children_crossing|🐿️ chipmunk|🍫 chocolate_bar|🥢 chopsticks|⛪ church|🚬 smoking|🎦 cinema|" +
    "Ⓜ️ m circled_m|🎪 circus_tent|🏙️ cityscape|🌆 city_sunset|🗜️ compression|🎬 clapper|👏 clap|🏛️ classical_building|🍻 beers|" +
    "🥂 clinking_glasses|📋 clipboard|🔃 arrows_clockwise|📕 closed_book|📪 mailbox_closed|📫 mailbox|🌂 closed_umbrella|☁️ cloud|" +
    "🌩️ cloud_with_lightning|⛈️ thunder_cloud_and_rain|🌧️ cloud_with_rain|🌨️ cloud_with_snow|🤡 clown_face|♣️ clubs|👝 pouch|" +
    "🧥 coat|🪳 cockroach|🍸 cocktail|🥥 coconut|⚰️ coffin|🪙 coin|🥶 cold_face|💥 boom|☄️ comet|🧭 compass|💽 minidisc|" +
    "🖱️ three_button_mouse|🎊 confetti_ball|😖 confounded|😕 confused|🚧 construction|👷 construction_worker|🎛️ control_knobs|" +
    "🏪 convenience_store|🍚 rice|🍪 cookie|🍳 egg fried_egg|©️ copyright|🪸 coral|🛋️ couch_and_lamp|💑 couple_with_heart|🐄 cow2|" +
    "🐮 cow|🤠 cowboy_hat_face|🦀 crab|🫫 cracking_face|🖍️ lower_left_crayon|💳 credit_card|🌙 crescent_moon|🦗 cricket|" +
    "🏏 cricket_bat_and_ball|🐊 crocodile|🥐 croissant|❌ x|🤞 crossed_fingers|🎌 crossed_flags|⚔️ crossed_swords|👑 crown|" +
    "🩼 crutch|😿 crying_cat_face|😢 cry|🔮 crystal_ball|🥒 cucumber|🥤 cup_with_straw|🧁 cupcake|🥌 curling_stone|➰ curly_loop|" +
    "💱 currency_exchange|🍛 curry|🍮 custard|🛃 customs|🥩 cut_of_meat|🌀 cyclone|🗡️ dagger_knife|🍡 dango|💨 dash|🧏 deaf_person|" +
    "🌳 deciduous_tree|🦌 deer|🚚 truck|🏬 department_store|🏜️ desert|🏝️ desert_island|🖥️ desktop_computer|🕵️ sleuth_or_spy|" +
    "♦️ diamonds|🔅 low_brightness|😞 disappointed|🥸 disguised_face|🫪 distorted_face|➗ heavy_division_sign|🤿 diving_mask|" +
    "🪔 diya_lamp|💫 dizzy|🧬 dna|🦤 dodo|🐕 dog2|🐶 dog|💵 dollar|🐬 flipper|🫏 donkey|🚪 door|🫥 dotted_line_face|🔯 six_pointed_star|" +
    "➿ loop|‼️ bangbang|🍩 doughnut|🕊️ dove_of_peace|↙️ arrow_lower_left down_left_arrow|" +
    "↘️ arrow_lower_right down_right_arrow|⬇️ arrow_down|😓 sweat|🔽 arrow_down_small|🐉 dragon|🐲 dragon_face|👗 dress|" +
    "🤤 drooling_face|🩸 drop_of_blood|💧 droplet|🥁 drum|🦆 duck|🥟 dumpling|📀 dvd|📧 email e_mail|🦅 eagle|👂 ear|🌽 corn|" +
    "🦻 ear_with_hearing_aid|🥚 egg2|🍆 eggplant|✴️ eight_pointed_star|✳️ eight_spoked_asterisk|🕣 clock830 eight_thirty|" +
    "🕗 clock8 eight_oclock|⏏️ eject_symbol|🔌 electric_plug|🐘 elephant|🛗 elevator|🕦 clock1130 eleven_thirty|" +
    "🕚 clock11 eleven_oclock|🧝 elf|🪹 empty_nest|😡 rage pout|✉️ envelope|📩 envelope_with_arrow|🪌 eraser|💶 euro|" +
    "🌲 evergreen_tree|🐑 sheep|⁉️ interrobang|🤯 exploding_head|😑 expressionless|👁️ eye|👀 eyes|😘 kissing_heart|😋 yum|😱 scream|" +
    "🤮 vomiting_face|😵 dizzy_face knocked_out_face|🤭 hand_over_mouth|🤕 face_with_head_bandage|😷 mask|🧐 monocle_face|" +
    "😮 open_mouth|🫣 face_with_peeking_eye|🤨 raised_eyebrow|🙄 roll_eyes|😤 triumph|🤬 cursing_face|😂 joy|" +
    "🤒 face_with_thermometer|😛 stuck_out_tongue|😶 no_mouth|🏭 factory|🧚 fairy|🧆 falafel|🍂 fallen_leaf|👪 family|" +
    "⏩ fast_forward fast_forward_button|⏬ arrow_double_down|⏪ rewind|⏫ arrow_double_up|📠 fax|😨 fearful|🪶 feather|" +
    "♀️ female_sign|🎡 ferris_wheel|⛴️ ferry|🫯 fight_cloud|🗄️ file_cabinet|📁 file_folder|🎞️ film_strip|📽️ film_projector|" +
    "🫆 fingerprint|🔥 fire|🚒 fire_engine|🧯 fire_extinguisher|🧨 firecracker|🎆 fireworks|🌓 first_quarter_moon|🐟 fish|" +
    "🍥 fish_cake|🎣 fishing_pole_and_fish|🕠 clock530 five_thirty|🕔 clock5 five_oclock|⛳ golf|🦩 flamingo|🔦 flashlight|" +
    "🥿 flat_shoe|🫓 flatbread|⚜️ fleur_de_lis|💪 muscle|💾 floppy_disk|🎴 flower_playing_cards|😳 flushed|🪈 flute|🪰 fly|" +
    "🥏 flying_disc|🛸 flying_saucer|🌫️ fog|🌁 foggy|🙏 pray|🪭 folding_hand_fan|🫕 fondue|🦶 foot|👣 footprints|🍴 fork_and_knife|" +
    "🍽️ plate_with_cutlery|🥠 fortune_cookie|⛲ fountain|🕟 clock430 four_thirty|🍀 four_leaf_clover|🕓 clock4 four_oclock|" +
    "🦊 fox_face|🖼️ frame_with_picture|🍟 fries|🍤 fried_shrimp|🐸 frog|🐥 hatched_chick|☹️ white_frowning_face|😦 frowning|" +
    "⛽ fuelpump|🌕 full_moon|🌝 full_moon_with_face|⚱️ funeral_urn|🎲 game_die|🧄 garlic|⚙️ gear|💎 gem|🧞 genie|👻 ghost|" +
    "🫚 ginger_root|🦒 giraffe|👧 girl|🥛 milk_glass|👓 eyeglasses|🌎 earth_americas globe_showing_americas|🌏 earth_asia|" +
    "🌍 earth_africa|🌐 globe_with_meridians|🧤 gloves|🌟 star2|🥅 goal_net|🐐 goat|👺 japanese_goblin|🥽 goggles|🪿 goose|🦍 harambe|" +
    "🎓 mortar_board|🍇 grapes|🍏 green_apple|📗 green_book|🟢 green_circle|💚 green_heart|🥗 green_salad|🟩 green_square|" +
    "🩶 grey_heart|😬 grimacing|😺 smiley_cat|😸 smile_cat|😀 grinning|😃 smiley|😄 smile|😅 sweat_smile|😆 satisfied laughing|" +
    "💗 heartpulse|💂 guard|🦮 guide_dog|🎸 guitar|🪮 hair_pick|🫈 hairy_creature|🍔 hamburger|🔨 hammer|⚒️ hammer_and_pick|" +
    "🛠️ hammer_and_wrench|🪬 hamsa|🐹 hamster|👜 handbag|🤝 handshake|🪉 harp|🐣 hatching_chick|🎧 headphones|🪦 headstone|" +
    "🙉 hear_no_evil hear_no_evil_monkey|💟 heart_decoration|🫶 heart_hands|♥️ hearts|💘 cupid|💝 gift_heart|💲 heavy_dollar_sign|" +
    "🟰 heavy_equals_sign|🦔 hedgehog|🚁 helicopter|🌿 herb|🌺 hibiscus|👠 high_heel high_heeled_shoe|" +
    "🚄 bullettrain_side high_speed_train|⚡ zap|🥾 hiking_boot|🛕 hindu_temple|🦛 hippopotamus|🕳️ hole|⭕ o|🍯 honey_pot|🐝 bee|" +
    "🪝 hook|🚥 traffic_light|🐎 racehorse|🐴 horse|🏇 horse_racing|🏥 hospital|☕ coffee|🌭 hotdog|🥵 hot_face|🌶️ hot_pepper|" +
    "♨️ hotsprings|🏨 hotel|⌛ hourglass|⏳ hourglass_flowing_sand|🏠 house|🏡 house_with_garden|🏘️ house_buildings|💯 100|" +
    "😯 hushed|🛖 hut|🪻 hyacinth|🧊 ice_cube|🍨 ice_cream|⛸️ ice_skate|🪪 identification_card|📥 inbox_tray|📨 incoming_envelope|" +
    "☝️ point_up|♾️ infinity|ℹ️ information_source|🔤 abc|🔡 abcd|🔠 capital_abcd|🔢 1234|🔣 symbols|🎃 jack_o_lantern|🫙 jar|" +
    "👖 jeans|🪼 jellyfish|🃏 black_joker|🕹️ joystick|🕋 kaaba|🦘 kangaroo|🔑 key|⌨️ keyboard|#️⃣ hash|*️⃣ asterisk|0️⃣ zero|" +
    "1️⃣ one|🔟 ten keycap_ten|2️⃣ two|3️⃣ three|4️⃣ four|5️⃣ five|6️⃣ six|7️⃣ seven|8️⃣ eight|9️⃣ nine|🪯 khanda|" +
    "🛴 kick_scooter|👘 kimono|💏 couplekiss|💋 kiss|😽 kissing_cat|😗 kissing|😚 kissing_closed_eyes|😙 kissing_smiling_eyes|" +
    "🔪 hocho knife|🪁 kite|🥝 kiwi_fruit|🪢 knot|🐨 koala|🥼 lab_coat|🏷️ label|🥍 lacrosse|🪜 ladder|🛘 landslide|💻 computer|" +
    "🔷 large_blue_diamond|🔶 large_orange_diamond|🌗 last_quarter_moon|⏮️ previous_track_button|✝️ latin_cross|🍃 leaves|" +
    "🪾 leafless_tree|🥬 leafy_green|📒 ledger|🤛 fist_left left_facing_fist|↔️ left_right_arrow|⬅️ arrow_left|" +
    "↪️ arrow_right_hook|🛅 left_luggage|🗨️ left_speech_bubble|🫲 leftwards_hand|🫷 leftwards_pushing_hand|" +
    "🫹 leftwards_thumb_sign|🦵 leg|🍋 lemon|🐆 leopard|🎚️ level_slider|🩵 light_blue_heart|💡 bulb|🚈 light_rail|🛙 lighthouse|" +
    "🔗 link|🖇️ paperclips|🦁 lion_face|💄 lipstick|🦎 lizard|🦙 llama|🦞 lobster|🔒 lock|🔐 closed_lock_with_key|" +
    "🔏 lock_with_ink_pen|🚂 steam_locomotive|🍭 lollipop|🪘 long_drum|🧴 lotion_bottle|🪷 lotus|😭 sob|📢 loudspeaker|" +
    "🤟 love_you_gesture|🏩 love_hotel|💌 love_letter|🪫 low_battery|🧳 luggage|🫁 lungs|🤥 lying_face|🧙 mage|🪄 magic_wand|" +
    "🧲 magnet|🔍 mag|🔎 mag_right|🀄 mahjong|♂️ male_sign|🦣 mammoth|👨 man|🕺 man_dancing|🥭 mango|🕰️ mantelpiece_clock|" +
    "🦽 manual_wheelchair|👞 mans_shoe shoe|🗾 japan map_of_japan|🍁 maple_leaf|🪇 maracas|🥋 martial_arts_uniform|🧉 mate|" +
    "🍖 meat_on_bone|🦾 mechanical_arm|🦿 mechanical_leg|⚕️ medical_symbol|📣 mega|🍈 melon|🫠 melting_face|📝 pencil|" +
    "👬 two_men_holding_hands|🚹 mens mens_room|🧜 merperson|🪋 meteor|🚇 metro|🦠 microbe|🎤 microphone|🔬 microscope|🖕 fu|" +
    "🪖 military_helmet|🎖️ medal_military|🌌 milky_way|🚐 minibus|➖ heavy_minus_sign|🪞 mirror|🪩 mirror_ball|🗿 moyai|📱 iphone|" +
    "📴 mobile_phone_off|📲 calling|🫌 monarch_butterfly|🤑 money_mouth_face|💰 moneybag|💸 money_with_wings|🐒 monkey|" +
    "🐵 monkey_face|🚝 monorail|🥮 moon_cake|🎑 rice_scene|🫎 moose|🕌 mosque|🦟 mosquito|🛥️ motor_boat|🛵 motor_scooter|" +
    "🏍️ racing_motorcycle|🦼 motorized_wheelchair|🛣️ motorway|🗻 mount_fuji|⛰️ mountain|🚠 mountain_cableway|" +
    "🚞 mountain_railway|🐁 mouse2|🐭 mouse|🪤 mouse_trap|👄 lips|🎥 movie_camera|✖️ heavy_multiplication_x|🍄 mushroom|" +
    "🎹 musical_keyboard|🎵 musical_note|🎶 notes|🎼 musical_score|🔇 mute|💅 nail_care|📛 name_badge|🏞️ national_park|" +
    "🤢 nauseated_face|🧿 nazar_amulet|👔 necktie|🤓 nerd_face|🪺 nest_with_eggs|🪆 nesting_dolls|🪍 net_with_handle|" +
    "😐 neutral_face|🌑 new_moon|🌚 new_moon_with_face|📰 newspaper|🌃 night_with_stars|🕤 clock930 nine_thirty|" +
    "🕘 clock9 nine_oclock|🥷 ninja|🚳 no_bicycles|⛔ no_entry|🚯 do_not_litter|📵 no_mobile_phones|🔞 underage|🚷 no_pedestrians|" +
    "🚭 no_smoking|🚱 non_potable_water|👃 nose|📓 notebook|🔩 nut_and_bolt|🐙 octopus|🍢 oden|🏢 office|👹 japanese_ogre|" +
    "🛢️ oil_drum|🗝️ old_key|👴 older_man|👵 older_woman|🧓 older_adult|🫒 olive|🕉️ om_symbol|🚘 oncoming_automobile|" +
    "🚍 oncoming_bus|👊 fist_oncoming punch facepunch|🚔 oncoming_police_car|🚖 oncoming_taxi|🩱 one_piece_swimsuit|" +
    "🕜 clock130 one_thirty|🕐 clock1 one_oclock|🧅 onion|📖 book|📂 open_file_folder|👐 open_hands|📭 mailbox_with_no_mail|" +
    "📬 mailbox_with_mail|💿 cd|📙 orange_book|🟠 orange_circle|🧡 orange_heart|🟧 orange_square|🦧 orangutan|🫍 orca|" +
    "☦️ orthodox_cross|🦦 otter|📤 outbox_tray|🦉 owl|🐂 ox|🦪 oyster|📦 package|📄 page_facing_up|📃 page_with_curl|📟 pager|" +
    "🖌️ lower_left_paintbrush|🫳 palm_down_hand|🌴 palm_tree|🫴 palm_up_hand|🤲 palms_up_together|🥞 pancakes|🐼 panda_face|" +
    "📎 paperclip|🪂 parachute|🦜 parrot|〽️ part_alternation_mark|🎉 tada|🥳 partying_face|🛳️ passenger_ship|🛂 passport_control|" +
    "⏸️ double_vertical_bar|🐾 feet|🫛 pea_pod|☮️ peace_symbol|🍑 peach|🦚 peacock|🥜 peanuts|🍐 pear|✏️ pencil2|🐧 penguin|" +
    "😔 pensive|🫂 people_hugging|👯 dancers|🤼 wrestling|🎭 performing_arts|😣 persevere|🧑 adult|🧔 bearded_person|🚴 bicyclist|" +
    "👱 blond_haired_person person_with_blond_hair|⛹️ bouncing_ball_person person_with_ball|🙇 bow|🤸 cartwheeling|🧗 climbing|" +
    "🤦 facepalm|🤺 person_fencing|🙍 frowning_person|🙅 no_good person_gesturing_no|🙆 ok_person person_gesturing_ok|💇 haircut|" +
    "💆 massage|🏌️ golfing golfer|🛌 sleeping_bed sleeping_accommodation|🧘 lotus_position|🧖 sauna_person|🤵 person_in_tuxedo|" +
    "🤹 juggling_person|🧎 kneeling_person|🏋️ weight_lifting weight_lifter|🚵 mountain_bicyclist|🤾 handball_person|" +
    "🤽 water_polo|🙎 pouting_face|🙋 raising_hand|🚣 rowboat|🏃 runner running|🤷 shrug|🧍 standing_person|🏄 surfer|🏊 swimmer|" +
    "🛀 bath|💁 tipping_hand_person|🚶 walking|👳 person_with_turban|🫅 person_with_crown|👲 man_with_gua_pi_mao|" +
    "👰 person_with_veil|🧫 petri_dish|⛏️ pick|🫝 pickle|🛻 pickup_truck|🥧 pie|🐖 pig2|🐷 pig|🐽 pig_nose|💩 poop hankey shit|" +
    "💊 pill|🤌 pinched_fingers|🤏 pinching_hand|🎍 bamboo|🍍 pineapple|🩷 pink_heart|🍕 pizza|🪅 pinata|🪧 placard|" +
    "🛐 place_of_worship|▶️ arrow_forward|🛝 playground_slide|🥺 pleading_face|🪠 plunger|➕ heavy_plus_sign|🚓 police_car|" +
    "🚨 rotating_light|👮 cop|🐩 poodle|🎱 8ball|🍿 popcorn|🏤 european_post_office|📯 postal_horn|📮 postbox|🍲 stew|" +
    "🚰 potable_water|🥔 potato|🪴 potted_plant|🍗 poultry_leg|💷 pound|🫗 pouring_liquid|😾 pouting_cat|📿 prayer_beads|" +
    "🫃 pregnant_man|🫄 pregnant_person|🤰 pregnant_woman|🥨 pretzel|🤴 prince|👸 princess|🖨️ printer|🚫 no_entry_sign|" +
    "🟣 purple_circle|💜 purple_heart|🟪 purple_square|👛 purse|📌 pushpin|🧩 jigsaw|🐇 rabbit2|🐰 rabbit|🦝 raccoon|🏎️ racing_car|" +
    "📻 radio|🔘 radio_button|☢️ radioactive_sign|🚃 railway_car|🛤️ railway_track|🌈 rainbow|🤚 raised_back_of_hand|" +
    "✊ fist fist_raised|✋ hand|🙌 raised_hands|🐏 ram|🐀 rat|🪒 razor|🧾 receipt|♻️ recycle|🍎 apple|🔴 red_circle|🧧 red_envelope|" +
    "❗ heavy_exclamation_mark exclamation|❤️ heart|🏮 izakaya_lantern lantern|❓ question|🟥 red_square|🔺 small_red_triangle|" +
    "®️ registered|😌 relieved|🎗️ reminder_ribbon|🔁 repeat|🔂 repeat_one|⛑️ rescue_worker_helmet rescue_workers_helmet|" +
    "🚻 restroom|◀️ arrow_backward|💞 revolving_hearts|🦏 rhinoceros|🎀 ribbon|🍙 rice_ball|🍘 rice_cracker|" +
    "🤜 fist_right right_facing_fist|🗯️ right_anger_bubble|➡️ arrow_right|⤵️ arrow_heading_down|⤴️ arrow_heading_up|" +
    "🫱 rightwards_hand|🫺 rightwards_thumb_sign|💍 ring|🛟 ring_buoy|🪐 ringed_planet|🍠 sweet_potato|🤖 robot_face|🪨 rock|" +
    "🚀 rocket|🧻 roll_of_paper|🗞️ rolled_up_newspaper newspaper_roll|🎢 roller_coaster|🛼 roller_skate|🤣 rofl|🐓 rooster|" +
    "🫜 root_vegetable|🌹 rose|🏵️ rosette|📍 round_pushpin|🏉 rugby_football|👟 athletic_shoe|😥 disappointed_relieved|" +
    "🧷 safety_pin|🦺 safety_vest|⛵ boat|🍶 sake|🧂 salt|🫡 saluting_face|🥪 sandwich|🥻 sari|🛰️ artificial_satellite|📡 satellite|" +
    "🦕 sauropod|🎷 saxophone|🧣 scarf|🏫 school|✂️ scissors|🦂 scorpion|🪛 screwdriver|📜 scroll|🦭 seal|💺 seat|" +
    "🙈 see_no_evil see_no_evil_monkey|🌱 seedling|🤳 selfie|🕢 clock730 seven_thirty|🕖 clock7 seven_oclock|🪡 sewing_needle|" +
    "🫨 shaking_face|🥘 shallow_pan_of_food|☘️ shamrock|🦈 shark|🍧 shaved_ice|🌾 ear_of_rice|🛡️ shield|⛩️ shinto_shrine|🚢 ship|" +
    "🌠 stars|🛍️ shopping|🛒 shopping_cart|🍰 cake|🩳 shorts|🪏 shovel|🚿 shower|🦐 shrimp|🤫 shushing_face|🤘 metal|" +
    "🕡 clock630 six_thirty|🕕 clock6 six_oclock|🛹 skateboard|⛷️ skier|🎿 ski|💀 skull|☠️ skull_and_crossbones|🦨 skunk|🛷 sled|" +
    "😴 sleeping|😪 sleepy|🙁 slightly_frowning_face|🙂 slightly_smiling_face|🎰 slot_machine|🦥 sloth|🛩️ small_airplane|" +
    "🔹 small_blue_diamond|🔸 small_orange_diamond|😻 heart_eyes_cat|☺️ relaxed|😇 innocent|😍 heart_eyes|😈 smiling_imp|" +
    "🤗 hugging_face hugs|😊 blush|😎 sunglasses|🥲 smiling_face_with_tear|😏 smirk|🐌 snail|🐍 snake|🤧 sneezing_face|" +
    "🏔️ mountain_snow snow_capped_mountain|🏂 snowboarder|❄️ snowflake|☃️ snowman_with_snow|⛄ snowman|🧼 soap|⚽ soccer|" +
    "🧦 socks|🍦 icecream|🥎 softball|♠️ spades|🍝 spaghetti|❇️ sparkle|🎇 sparkler|✨ sparkles|💖 sparkling_heart|" +
    "🙊 speak_no_evil speak_no_evil_monkey|🔊 loud_sound|🔈 speaker|🔉 sound|💬 speech_balloon|🚤 speedboat|🕷️ spider|" +
    "🕸️ spider_web|🗓️ spiral_calendar_pad|🗒️ spiral_note_pad|🐚 shell|🫟 splatter|🧽 sponge|🥄 spoon|🚙 blue_car|🏅 medal_sports|" +
    "🐳 whale|🦑 squid|🏟️ stadium|⭐ star|🤩 star_struck|☪️ star_and_crescent|✡️ star_of_david|🚉 station|🍜 ramen|🩺 stethoscope|" +
    "⏹️ black_square_for_stop|🛑 stop_sign|⏱️ stopwatch|📏 straight_ruler|🍓 strawberry|🎙️ studio_microphone|" +
    "🥙 stuffed_flatbread|☀️ sunny|⛅ partly_sunny|🌥️ white_sun_behind_cloud|🌞 sun_with_face|🌻 sunflower|🕶️ dark_sunglasses|" +
    "🌅 sunrise|🌄 sunrise_over_mountains|🌇 city_sunrise|🦸 superhero|🦹 supervillain|🍣 sushi|🚟 suspension_railway|🦢 swan|" +
    "💦 sweat_drops|🕍 synagogue|💉 syringe|👕 tshirt shirt t_shirt|🌮 taco|🥡 takeout_box|🫔 tamale|🎋 tanabata_tree|" +
    "🍊 orange mandarin|🚕 taxi|🍵 tea|🫖 teapot|📆 calendar tear_off_calendar|🧸 teddy_bear|☎️ phone|📞 telephone_receiver|" +
    "🔭 telescope|📺 tv|🕥 clock1030 ten_thirty|🕙 clock10 ten_oclock|🎾 tennis|⛺ tent|🧪 test_tube|🌡️ thermometer|🤔 thinking|" +
    "🩴 thong_sandal|💭 thought_balloon|🧵 thread|🕞 clock330 three_thirty|🕒 clock3 three_oclock|👎 thumbsdown _1 -1|" +
    "👍 thumbsup +1|🎫 ticket|🐅 tiger2|🐯 tiger|⏲️ timer_clock|😫 tired_face|🚽 toilet|🍅 tomato|👅 tongue|🧰 toolbox|🦷 tooth|" +
    "🪥 toothbrush|🎩 tophat|🌪️ cloud_with_tornado|🖲️ trackball|🚜 tractor|™️ tm|🚆 train2|🚊 tram|🚋 train|⚧️ transgender_symbol|" +
    "🪎 treasure_chest|📐 triangular_ruler|🔱 trident|🧌 troll|🚎 trolleybus|🪊 trombone|🏆 trophy|🍹 tropical_drink|" +
    "🐠 tropical_fish|🎺 trumpet|🌷 tulip|🥃 tumbler_glass|🦃 turkey|🐢 turtle|🕧 clock1230 twelve_thirty|🕛 clock12 twelve_oclock|" +
    "🐫 camel two_hump_camel|🕝 clock230 two_thirty|💕 two_hearts|🕑 clock2 two_oclock|☂️ open_umbrella|⛱️ parasol_on_ground|" +
    "☔ umbrella|😒 unamused|🦄 unicorn_face|🔓 unlock|↕️ arrow_up_down up_down_arrow|↖️ arrow_upper_left up_left_arrow|" +
    "↗️ arrow_upper_right up_right_arrow|⬆️ arrow_up|🙃 upside_down_face|🔼 arrow_up_small|🧛 vampire|🚦 vertical_traffic_light|" +
    "📳 vibration_mode|✌️ v|📹 video_camera|🎮 video_game|📼 vhs|🎻 violin|🌋 volcano|🏐 volleyball|🧇 waffle|" +
    "🌘 waning_crescent_moon|🌖 waning_gibbous_moon|⚠️ warning|🗑️ wastebasket|⌚ watch|🐃 water_buffalo|🚾 wc|🔫 gun|🌊 ocean|" +
    "🍉 watermelon|👋 wave|〰️ wavy_dash|🌒 waxing_crescent_moon|🌔 moon|🙀 scream_cat|😩 weary|💒 wedding|🐋 whale2|🛞 wheel|" +
    "☸️ wheel_of_dharma|♿ wheelchair|🦯 probing_cane|⚪ white_circle|❕ grey_exclamation|🏳️ waving_white_flag|💮 white_flower|" +
    "🤍 white_heart|⬜ white_large_square|◻️ white_medium_square|❔ grey_question|▫️ white_small_square|🔳 white_square_button|" +
    "🥀 wilted_flower|🎐 wind_chime|🌬️ wind_blowing_face|🪟 window|🍷 wine_glass|🪽 wing|😉 wink|🛜 wireless|🐺 wolf|👩 woman|" +
    "👫 couple|💃 dancer|🧕 woman_with_headscarf|👢 boot womans_boot|👚 womans_clothes|👒 womans_hat|👡 sandal womans_sandal|" +
    "🚺 womens womens_room|🪵 wood|🥴 woozy_face|🗺️ world_map|🪱 worm|😟 worried|🎁 gift|🔧 wrench|✍️ writing_hand|🩻 x_ray|🧶 yarn|" +
    "🥱 yawning_face|🟡 yellow_circle|💛 yellow_heart|🟨 yellow_square|💴 yen|☯️ yin_yang|🪀 yo_yo|🤪 zany_face|🦓 zebra|" +
    "🤐 zipper_mouth_face|🧟 zombie";

  /** @type {Map<string, string> | undefined} */
  let table;

  /**
   * The emoji of a shortcode.
   * @param {string} code ":pray:"; a skin tone (":+1:t2:") is dropped
   * @returns {string} the emoji, or the code itself if it names none
   */
  function shortcode(code) {
    table ??= new Map(
      NAMES.split("|").flatMap((entry) => {
        const [sign, ...names] = entry.split(" ");
        return names.map((name) => /** @type {[string, string]} */ ([name, sign]));
      }),
    );
    const name = code.replace(/^:|:$/gu, "").replace(/:t[1-6]$/u, "");
    return table.get(name) ?? code;
  }

  kontaktReader.shortcode = shortcode;
})();
