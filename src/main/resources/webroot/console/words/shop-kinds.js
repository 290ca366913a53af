/** Each kind of shop: what it is, and what to click there. A step is a line. */
import {addWords} from '../../shared/i18n.js';

addWords({
  zh: {
    'kind-standard': '其他商店',
    'kindText-standard': '自己的程序，按 Standard Webhooks 签名',
    'kind-shopify': 'Shopify',
    'kindText-shopify': '订单、付款、取消、退款',
    'kind-woocommerce': 'WooCommerce',
    'kindText-woocommerce': 'WordPress 网店的订单和退款',
    'kind-stripe': 'Stripe',
    'kindText-stripe': '结账收款和退款，只有金额',
    'kind-youzan': '有赞',
    'kindText-youzan': '已付款的订单，含商品明细',
    'kind-doudian': '抖店',
    'kindText-doudian': '已付款的订单和退款，只有金额',
    'secret-standard': '不填则由服务器生成，只显示一次',
    'secret-shopify': 'Webhook 页面底部的签名密钥；保存地址后才显示，可以稍后添加',
    'secret-woocommerce': '自己定一个，并在 WooCommerce 的 Webhook 里填写同一个',
    'secret-stripe': '以 whsec_ 开头；保存地址后才显示，可以稍后添加',
    'secret-youzan': '应用的 client_secret',
    'secret-doudian': '应用的 app_secret',
    'secret-other': '商店用它签名；保存地址后才显示的，可以稍后添加',
    'shopDomain-shopify': '例如 my-shop.myshopify.com；不填则不限',
    'shopDomain-woocommerce': '例如 shop.example.com；几家店接入同一场直播时必填',
    'shopDomain-youzan': '店铺的 kdt_id；不填则不限',
    'shopDomain-doudian': '店铺编号 shop_id；不填则不限',
    'option-stripe-event': '以哪种事件为准',
    'optionHint-stripe-event': '只选一种：同一笔付款两种都会发',
    'choice-stripe-event-checkout': '结账页面（Checkout）',
    'choice-stripe-event-payment_intent': '付款意向（PaymentIntent）',
    'option-stripe-sku': '计入哪个商品编码',
    'optionHint-stripe-sku': '付款没有商品明细；元数据里写了 sku 的以它为准',
    'option-youzan-clientId': '应用的 client_id',
    'optionHint-youzan-clientId': '必填，验签要用',
    'option-doudian-appKey': '应用的 app_key',
    'optionHint-doudian-appKey': '必填，验签要用',
    'option-doudian-unit': '金额单位',
    'optionHint-doudian-unit': '先用一笔小额订单核对',
    'choice-doudian-unit-fen': '分',
    'choice-doudian-unit-yuan': '元',
    'option-doudian-cod': '货到付款',
    'optionHint-doudian-cod': '商家确认时还没有收款',
    'choice-doudian-cod-ignore': '不计入',
    'choice-doudian-cod-count': '计入',
    'option-doudian-sku': '计入哪个商品编码',
    'optionHint-doudian-sku': '通知里没有商品明细',
    'setUp-standard': '在您的程序里设置',
    'steps-standard':
      '把通知以 POST 送到上面的地址。\n' +
      '请求头为 webhook-id、webhook-timestamp、webhook-signature（Standard Webhooks 规范，各语言都有现成的库）。\n' +
      '内容与 POST /api/orders 相同：一条消息，或由消息组成的数组；可以不写 stream。\n' +
      '答复为 200 即已处理；503 请稍后重发。',
    'steps-shopify':
      '在 Shopify 后台打开“设置 → 通知 → Webhook”。\n' +
      '为上面每个事件创建一个 Webhook：格式 JSON，URL 填上面的地址。\n' +
      '把页面底部的签名密钥添加到这里的“密钥”（还没有填过的话）。\n' +
      '点“发送测试通知”：左边的列表里出现一条“不计”，原因是测试。',
    'steps-woocommerce':
      '打开“WooCommerce → 设置 → 高级 → Webhook”，新增 Webhook。\n' +
      '状态选“已启用”，主题选上面的事件（每个一个 Webhook），交付 URL 填上面的地址，密钥与这里相同。\n' +
      '保存时 WooCommerce 发来一次问候，出现在左边的列表里。\n' +
      'WooCommerce 不重发失败的通知，连续失败后会停用 Webhook：请重新启用，并用订单文件补入漏掉的订单。',
    'steps-stripe':
      '在 Stripe 的“开发者 → Webhook”里添加端点，URL 填上面的地址。\n' +
      '选择上面的事件。\n' +
      '显示“签名密钥”（whsec_…），添加到这里的“密钥”。\n' +
      '测试模式的付款不计入，除非在设置里打开。',
    'steps-youzan':
      '在有赞云控制台打开您的应用，进入消息推送的设置。\n' +
      '推送地址填上面的地址。\n' +
      '订阅上面的交易消息并保存。有赞的心跳测试会出现在左边的列表里。',
    'steps-doudian':
      '在抖店开放平台打开您的应用，进入消息推送的设置。\n' +
      '推送地址填上面的地址；保存时平台发来一次验证消息，自动答复。\n' +
      '订阅上面编号的交易和售后消息。\n' +
      '先用一笔小额订单核对金额，再正式使用。',
    'steps-other': '在商店后台把上面的地址填为 Webhook 地址。\n选择订单、付款、取消和退款的事件。',
  },
  en: {
    'kind-standard': 'Any other shop',
    'kindText-standard': 'A program of yours, signed as Standard Webhooks',
    'kind-shopify': 'Shopify',
    'kindText-shopify': 'Orders, payments, cancellations, refunds',
    'kind-woocommerce': 'WooCommerce',
    'kindText-woocommerce': 'Orders and refunds of a WordPress shop',
    'kind-stripe': 'Stripe',
    'kindText-stripe': 'Checkouts and refunds: amounts alone',
    'kind-youzan': 'Youzan',
    'kindText-youzan': 'Paid orders with their goods',
    'kind-doudian': 'Doudian',
    'kindText-doudian': 'Paid orders and refunds: amounts alone',
    'secret-standard': 'Empty: the server makes one, and shows it once',
    'secret-shopify': 'At the foot of the page of webhooks, once the address is saved; it can be added later',
    'secret-woocommerce': 'Think of one, and write the same one into the webhook of WooCommerce',
    'secret-stripe': 'Begins with whsec_; shown once the address is saved, so it can be added later',
    'secret-youzan': "The app's client_secret",
    'secret-doudian': "The app's app_secret",
    'secret-other': 'What the shop signs with; if it is shown once the address is saved, add it later',
    'shopDomain-shopify': 'Such as my-shop.myshopify.com; empty for any',
    'shopDomain-woocommerce': 'Such as shop.example.com; needed if several shops feed this stream',
    'shopDomain-youzan': "The shop's kdt_id; empty for any",
    'shopDomain-doudian': "The shop's shop_id; empty for any",
    'option-stripe-event': 'Which events count',
    'optionHint-stripe-event': 'One of the two: Stripe sends both for one payment',
    'choice-stripe-event-checkout': 'Checkout sessions',
    'choice-stripe-event-payment_intent': 'Payment intents',
    'option-stripe-sku': 'Counts as the product',
    'optionHint-stripe-sku': 'A payment names no goods; a sku in its metadata goes first',
    'option-youzan-clientId': "The app's client_id",
    'optionHint-youzan-clientId': 'Needed: signatures are made with it',
    'option-doudian-appKey': "The app's app_key",
    'optionHint-doudian-appKey': 'Needed: signatures are made with it',
    'option-doudian-unit': 'Unit of its amounts',
    'optionHint-doudian-unit': 'Check it with one small order',
    'choice-doudian-unit-fen': 'Fen',
    'choice-doudian-unit-yuan': 'Yuan',
    'option-doudian-cod': 'Cash on delivery',
    'optionHint-doudian-cod': 'As the merchant confirms it, no money has come',
    'choice-doudian-cod-ignore': 'Does not count',
    'choice-doudian-cod-count': 'Counts',
    'option-doudian-sku': 'Counts as the product',
    'optionHint-doudian-sku': 'Its messages name no goods',
    'setUp-standard': 'Set it up in your program',
    'steps-standard':
      'Send each delivery as a POST to the address above.\n' +
      'Its headers are webhook-id, webhook-timestamp and webhook-signature, as Standard Webhooks has them; there are ' +
      'libraries for most languages.\n' +
      'Its body is what POST /api/orders takes: a message, or an array of them. They may leave out the stream.\n' +
      'The answer 200 says that it was dealt with; after a 503, send it again.',
    'steps-shopify':
      'Open Settings → Notifications → Webhooks in the admin of Shopify.\n' +
      'Create a webhook for each event above: format JSON, and the address above as its URL.\n' +
      'Add the signing secret at the foot of that page under “Secrets” here, unless you gave it already.\n' +
      'Press “Send test notification”: the list here says that it does not count, since it is a test.',
    'steps-woocommerce':
      'Open WooCommerce → Settings → Advanced → Webhooks, and add a webhook.\n' +
      'Status: Active. Topic: an event above, each with a webhook of its own. Delivery URL: the address above. Secret: ' +
      'the same as here.\n' +
      'As it is saved, WooCommerce sends a greeting, which the list here shows.\n' +
      'WooCommerce never sends again what failed, and switches the webhook off after some failures: switch it on again, ' +
      'and import the orders that are missing from a file.',
    'steps-stripe':
      'In Stripe, add an endpoint under Developers → Webhooks, with the address above as its URL.\n' +
      'Choose the events above.\n' +
      'Reveal the signing secret (whsec_…), and add it under “Secrets” here.\n' +
      'Payments of the test mode do not count, unless the settings say so.',
    'steps-youzan':
      'Open your app in the console of Youzan Cloud, and its settings of message push.\n' +
      'Give the address above as the push address.\n' +
      "Subscribe to the trade messages above, and save. The list here shows Youzan's heartbeat.",
    'steps-doudian':
      'Open your app on the open platform of Doudian, and its settings of message push.\n' +
      'Give the address above. As it is saved, a message to verify it comes, and is answered.\n' +
      'Subscribe to the trade and after-sale messages of the numbers above.\n' +
      'Check the amount of one small order before you rely on it.',
    'steps-other':
      "Give the address above as the webhook's address in the shop.\n" +
      'Choose the events of orders, payments, cancellations and refunds.',
  },
});
