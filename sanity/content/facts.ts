// What the sample takes over from the source, letter by letter. The tests hold the documents against it.

export const mainTitle = 'GPT-4為何不開源？ChatGPT是否開源引爭議，馬斯克聯名抵制GPT-4！'

export const headings = [
  'ChatGPT 不開源，OpenAI不再「open」',
  '開源是什麼？為何如此重要？',
  'GPT-4為何不開源？OpenAI 怎麼說？',
  '社群對於 ChatGPT 不開源的看法如何？',
  '馬斯克連署籲停訓 GPT-4 等高階機器人「至少半年」',
  '馬斯克：比特幣開源所以沒bug，推特算法即將開源',
  'ChatGPT是什麼？',
]

export const readMores = [
  'GPT-4來了！功能有哪些？怎麼用？和ChatGPT有什麼區別？',
  'ChatGPT出現安全漏洞，用戶個資外洩；OpenAI緊急下線處理',
  '馬斯克不滿 OpenAI，招募AI研究員計劃開發 ChatGPT 競品',
  'ChatGPT背後開發商OpenAI是誰？僅18個月就晉級獨角獸',
  '聊天機器人ChatGPT怎麼玩？ChatGPT註冊、操作和應用教學',
  '付費版、商業版ChatGPT正式出爐！OpenAI大步走向商業變現之路',
]

export const linkLists: [title: string, links: string[]][] = [
  [
    '關於 ChatGPT 的更多資訊請查看：',
    [
      'ChatGPT的現狀和未來前景如何？2023年關於AI發展的7個預測',
      'ChatGPT有多火？工程師也要失業？ChatGPT通過三級工程師面試，年薪達549萬台幣',
      'ChatGPT背後竟藏血汗工廠！時薪不到2美元，員工遭受持久心理創傷',
      '香港大學禁用ChatGPT等AI工具 違者視為抄襲 台大會跟進嗎？',
      '微軟押寶ChatGPT挑戰Google，誰能成為搜索引擎的遊戲規則改變者？',
      'ChatGPT是否需要監管？AI工具危險嗎？傳大陸政府已封殺ChatGPT',
      'ChatGPT可以用來安全審查嗎？Coinbase：GPT-4可查出以太坊漏洞，但無法取代人工',
    ],
  ],
  [
    'ChatGPT AI機器人：',
    [
      '微軟整合OpenAI ChatGPT，推AI搜索引擎新Bing！如何操作和使用？',
      '迎戰 ChatGPT，Google 將推 AI 聊天機器人 Bard',
      '比ChatGPT還牛？Notion AI機器人怎麼用？申請+使用教學',
      'GPT-4來了！功能有哪些？怎麼用？和ChatGPT有什麼區別？',
    ],
  ],
  [
    'ChatGPT 新聞資訊：',
    [
      '用ChatGPT寫漏洞報告？15名用戶被漏洞賞金平台Immunefi永久封禁',
      '孫宇晨將開發基於 Tron 和 ChatGPT 的去中心化支付系統',
      'Google對戰ChatGPT大翻車，市值慘摔，員工直批CEO倉促推出Bard目光短淺',
      '比爾蓋茨：AI的時代到來，ChatGPT將改變世界',
    ],
  ],
  [
    'ChatGPT 投資：',
    [
      'ChatGPT帶動AI再度火熱，相關概念幣最高漲幅達380.2%',
      'ChatGPT帶動晶片熱銷 Nvidia財報優於預期 股價大漲創10個月來最高',
      'ChatGPT掀起新一波AI熱潮！有哪些「區塊鏈+AI」項目值得關注？',
      '生成式AI火熱！創意攻上千元寫新天價 超越台積電 登台股六千金',
      'ChatGPT掀起投資潮，AI 概念股大漲！2023人工智慧AI概念股有哪些推薦',
      'ChatGPT引爆AI板塊！近期爆火的AGIX幣是什麼？如何買AGIX賺錢？',
      'ChatGPT大火ETF沾光 11檔微軟相關ETF大噴發！最高竟漲3成',
      'ChatGPT同名山寨幣飆漲，ChatGPT：與OpenAI無聯繫，炒幣需注意風險',
      'ChatGPT加持 | 微軟股票大漲 市值重返2兆美元 為全球第二大公司',
      '謝金河：ChatGPT來襲，搜索引擎戰爭已開始，這3檔股價不寂寞',
      'AI機器人ChatGPT正當紅，誰會是最後贏家？如何投資最賺？',
    ],
  ],
]

/** What is said in the source, word for word. A line of a quotation, cut at ……, must stand inside one of these. */
export const speech = [
  '我認為這一做法關閉了『Open』AI 的大門：他們在介紹 GPT-4 的 98 頁論文中自豪地宣稱，沒有透露任何有關訓練集的內容。',
  '在競爭格局方面——外面的競爭很激烈，',
  'GPT-4 的開發並不容易。幾乎 OpenAI 的所有人在一起花了很長時間才做出了這個東西，而且（目前）有很多很多公司都想做同樣的事情。',
  '安全方面，我想說，還沒有競爭方面那麼突出。但它將會改變，基本上是這樣的。這些模型非常強大，而且會變得越來越強大。在某種程度上，如果有人想的話，很容易用這些模型造成很大的傷害。隨著（模型）能力的增強，不想透露是有道理的。',
  '我們錯了。坦率地說，我們錯了。如果你像我們一樣相信，在某個時候，人工智慧/通用人工智慧將變得極其強大，令人難以置信，那麼，開源就是沒有意義的。這是一個壞主意',
  '可以預料的是，在幾年內，每個人都會完全明白，開源人工智慧是不明智的。',
  '對於人們來說，要想對這個模型在什麼地方不起作用做出明智的決定，他們需要對它的作用以及其中的假設有一個更好的認識，',
  '我不會相信在沒有下雪天經驗的情況下訓練出來的自動駕駛汽車；一些漏洞或其他問題，很可能會在真實情況下使用時浮現出來。',
  '如果這個模型出錯了，而且會出錯的，你已經看到它出現了幻覺，給你提供了錯誤的資訊，那麼社會應該如何反應？',
  '倫理研究人員應該如何應對並提出解決方案，並說『這種方式不起作用，也許可以調整它來做這個其他事情？』',
  '只有當我們確信它們（AI）的影響是正面，而且風險是可控的時候，才應該開發功能強大的人工智慧系統。',
  '比特幣是開源所以很好，貢獻了比特幣採礦的穩健性，並確保其沒有任何BUG。',
]

/** Everything the main article's own sentences put inside 「」, word for word. */
export const wordsInMarks = [
  'Open',
  '開源',
  '閉源',
  '不言而喻的',
  '封閉',
  '作為一家公司，它完全有權利這樣做。',
  '壞先例',
  '深遠的風險',
  '未來生命研究所',
  '至少6個月',
  '如果不能迅速實施，政府就應介入暫停。',
  '共享安全協議',
]

export const destinationOfOffers = 'https://www.btcc.com/zh-TW'
