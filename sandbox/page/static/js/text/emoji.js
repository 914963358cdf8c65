// The usual emoji by their short names. A name that is not here is shown as it was written, between colons.

const TABLE = `
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 sweat_smile 😅 joy 😂 rofl 🤣 slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉
blush 😊 innocent 😇 heart_eyes 😍 star-struck 🤩 kissing_heart 😘 yum 😋 stuck_out_tongue 😛 hugging_face 🤗 thinking_face 🤔
zipper_mouth_face 🤐 neutral_face 😐 expressionless 😑 smirk 😏 unamused 😒 face_with_rolling_eyes 🙄 relieved 😌 pensive 😔 sleeping 😴
sunglasses 😎 nerd_face 🤓 confused 😕 worried 😟 open_mouth 😮 astonished 😲 flushed 😳 pleading_face 🥺 cry 😢 sob 😭 scream 😱
disappointed 😞 sweat 😓 weary 😩 tired_face 😫 angry 😠 rage 😡 skull 💀 robot_face 🤖 partying_face 🥳 exploding_head 🤯
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 ok_hand 👌 v ✌️ crossed_fingers 🤞 point_right 👉 point_left 👈 point_up ☝️ point_down 👇
wave 👋 raised_hand ✋ raised_hands 🙌 clap 👏 pray 🙏 handshake 🤝 muscle 💪 writing_hand ✍️ eyes 👀 brain 🧠 speech_balloon 💬
thought_balloon 💭 bust_in_silhouette 👤 busts_in_silhouette 👥 heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙
purple_heart 💜 broken_heart 💔 sparkling_heart 💖 100 💯 boom 💥 dizzy 💫 zzz 💤 fire 🔥 sparkles ✨ star ⭐ star2 🌟 zap ⚡
tada 🎉 confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal 🏅 sports_medal 🏅 first_place_medal 🥇 second_place_medal 🥈
third_place_medal 🥉 rocket 🚀 airplane ✈️ car 🚗 house 🏠 office 🏢 hospital 🏥 school 🏫 earth_americas 🌎 globe_with_meridians 🌐
sunny ☀️ cloud ☁️ rainbow 🌈 snowflake ❄️ umbrella ☔ ocean 🌊 seedling 🌱 deciduous_tree 🌳 four_leaf_clover 🍀 rose 🌹 sunflower 🌻
dog 🐶 cat 🐱 fox_face 🦊 bear 🐻 panda_face 🐼 penguin 🐧 unicorn_face 🦄 bee 🐝 turtle 🐢 octopus 🐙 whale 🐳
coffee ☕ tea 🍵 pizza 🍕 hamburger 🍔 cake 🍰 cookie 🍪 apple 🍎 beer 🍺 wine_glass 🍷 champagne 🍾 clinking_glasses 🥂
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ heavy_multiplication_x ✖️ negative_squared_cross_mark ❎
question ❓ exclamation ❗ grey_exclamation ❕ bangbang ‼️ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 construction 🚧
rotating_light 🚨 bell 🔔 no_bell 🔕 mega 📣 loudspeaker 📢 information_source ℹ️ bulb 💡 mag 🔍 lock 🔒 unlock 🔓 key 🔑 shield 🛡️
gear ⚙️ wrench 🔧 hammer 🔨 hammer_and_wrench 🛠️ link 🔗 paperclip 📎 pushpin 📌 round_pushpin 📍 scissors ✂️ pencil 📝 memo 📝 pencil2 ✏️
email 📧 envelope ✉️ inbox_tray 📥 outbox_tray 📤 incoming_envelope 📨 package 📦 mailbox 📫 phone ☎️ telephone_receiver 📞 iphone 📱
computer 💻 keyboard ⌨️ desktop_computer 🖥️ printer 🖨️ camera 📷 movie_camera 🎥 tv 📺 hourglass ⌛ hourglass_flowing_sand ⏳
stopwatch ⏱️ alarm_clock ⏰ clock1 🕐 clock3 🕒 clock9 🕘 calendar 📆 date 📅 spiral_calendar_pad 🗓️ card_index 📇 chart 💹
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 clipboard 📋 page_facing_up 📄 page_with_curl 📃 bookmark_tabs 📑
file_folder 📁 open_file_folder 📂 card_file_box 🗃️ wastebasket 🗑️ newspaper 📰 book 📖 books 📚 bookmark 🔖 label 🏷️ receipt 🧾
moneybag 💰 dollar 💵 euro 💶 credit_card 💳 money_with_wings 💸 money_mouth_face 🤑 gem 💎 scales ⚖️ briefcase 💼 handbag 👜 ticket 🎫
dart 🎯 game_die 🎲 art 🎨 musical_note 🎵 headphones 🎧 guitar 🎸 soccer ⚽ basketball 🏀 checkered_flag 🏁 triangular_flag_on_post 🚩
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪
abacus 🧮 electric_plug 🔌 file_cabinet 🗄️ lock_with_ink_pen 🔏 palm_tree 🌴 black_circle ⚫ large_green_square 🟩 large_yellow_square 🟨 large_red_square 🟥 large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛
small_blue_diamond 🔹 small_orange_diamond 🔸 large_blue_diamond 🔷 large_orange_diamond 🔶 arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️
arrow_down ⬇️ arrow_upper_right ↗️ leftwards_arrow_with_hook ↩️ arrows_counterclockwise 🔄 repeat 🔁 fast_forward ⏩ heavy_plus_sign ➕
heavy_minus_sign ➖ one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 zero 0️⃣
new 🆕 free 🆓 up 🆙 cool 🆒 ok 🆗 sos 🆘 vs 🆚 recycle ♻️ copyright ©️ registered ®️ tm ™️ us 🇺🇸 gb 🇬🇧 de 🇩🇪 fr 🇫🇷 es 🇪🇸 flag-eu 🇪🇺
`;

const words = TABLE.trim().split(/\s+/);
const BY_NAME = new Map(words.flatMap((word, index) => (index % 2 ? [] : [[word, words[index + 1]]])));

export const emojiNamed = (name) => BY_NAME.get(name.replace(/::skin-tone-\d$/, "")) ?? null;

/** Puts emoji in the place of the short names in `text`. */
export const withEmoji = (text) =>
  text.replace(/:([a-z0-9_+'-]+):/gi, (whole, name) => emojiNamed(name) ?? whole);

/** Names beginning with `start`, for completion. */
export const emojiStarting = (start) => [...BY_NAME].filter(([name]) => name.startsWith(start));

/** The emoji that a rich_text element or a reaction names; `unicode` is its code points in hexadecimal. */
export function emojiOf({ name, unicode }) {
  const known = emojiNamed(name ?? "");
  if (known) return known;
  if (!/^[0-9a-f]{2,6}(-[0-9a-f]{2,6})*$/i.test(unicode ?? "")) return `:${name}:`;
  const points = unicode.split("-").map((code) => Number.parseInt(code, 16));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : `:${name}:`;
}
