# language: zh-CN
功能: 人人能用
  看不清的、只用键盘的、浏览器不能运行脚本的、只有手机的人，每一页都用得了。

  场景: 不用登录的每种页面
    假如市民陈悦还没有登录
    当他把这些页面一页一页打开，标准版和长者版、电脑和手机各看一遍
      | 页面             | 地址                                  | 做法     |
      | 首页             | /                                     |          |
      | 大栏目           | /zhengwu/                             |          |
      | 栏目             | /zhengwu/zhengce/                     |          |
      | 空栏目           | /shuju/shuju-yingyong/                |          |
      | 政策文件         | /zhengwu/zhengce/20251215-gaoling-jintie/ |      |
      | 新闻             | /zhengwu/yaowen/20261106-jiuye-ji/    |          |
      | 政策解读         | /zhengwu/jiedu/20260519-zufang-tiqu-jiedu/ |     |
      | 能在网上办的指南 | /guides/juzhuzheng/                   |          |
      | 要到现场办的指南 | /guides/jiehun-dengji/                |          |
      | 全部指南         | /guides/                              |          |
      | 网站地图         | /sitemap/                             |          |
      | 无障碍说明       | /accessibility/                       |          |
      | 搜索，有结果     | /search?q=居住证                      |          |
      | 搜索，没有结果   | /search?q=zzzqqqxxx                   |          |
      | 搜索，还没有问   | /search                               |          |
      | 登录             | /login/                               |          |
      | 登录，没有填     | /login/                               | 按：登录 |
      | 打不开的网址     | /meiyou-zhe-yiye/                     |          |
      | 没有这个办件     | /services/cases/NOPE/                 |          |
    那么每一页都符合无障碍规则
    而且没有一页要左右拖着看
    而且每一页按一下 Tab 就到“跳到正文”，看得见
    而且长者版里的字都不小于 24 像素
    而且长者版里的按钮和输入框都不矮于 60 像素

  场景: 市民登录以后的每种页面
    假如市民钟玉兰填好了参保证明的申请表，还没有提交
    当她把这些页面一页一页打开，标准版和长者版、电脑和手机各看一遍
      | 页面           | 地址                                | 做法       |
      | 填表第一步     | /services/apply/juzhuzheng/1/       |            |
      | 填表，要改几处 | /services/apply/juzhuzheng/2/       | 按：下一步 |
      | 填表，保存     | /services/apply/juzhuzheng/2/       | 按：保存，以后再填 |
      | 填表，传材料   | /services/apply/juzhuzheng/3/       |            |
      | 填表，没有传   | /services/apply/juzhuzheng/3/       | 按：下一步 |
      | 核对           | /services/apply/canbao-zhengming/check/ |        |
      | 核对，没有勾选 | /services/apply/canbao-zhengming/check/ | 按：提交 |
      | 没有办件的我的 | /my/                                |            |
      | 换身份         | /my/organisation/                   |            |
      | 改手机号和地址 | /my/profile/contact/                |            |
      | 登录设备       | /my/sessions/                       |            |
      | 改密码         | /my/sessions/password/              |            |
      | 改密码，没有填 | /my/sessions/password/              | 按：改密码 |
      | 别人的办件     | /services/cases/NOPE/               |            |
      | 工作人员的页面 | /desk/                              |            |
    那么每一页都符合无障碍规则
    而且没有一页要左右拖着看
    而且每一页按一下 Tab 就到“跳到正文”，看得见
    而且长者版里的字都不小于 24 像素
    而且长者版里的按钮和输入框都不矮于 60 像素

  场景: 走到每一步的办件
    假如经办人徐磊的办件走到了每一步
    当申请人打开走到这些步的办件，标准版和长者版、电脑和手机各看一遍
      | 状态     |
      | 已提交   |
      | 已受理   |
      | 等补正   |
      | 已补正   |
      | 办好了   |
      | 没有通过 |
      | 已撤回   |
    而且等补正的申请人把这些页面一页一页打开，标准版和长者版、电脑和手机各看一遍
      | 页面             | 地址            | 做法         |
      | 我的             | /my/            |              |
      | 办完的           | /my/done/       |              |
      | 消息             | /my/messages/   |              |
      | 一条消息         | /my/messages/   | 开：请您补一下材料 |
      | 我的信息         | /my/profile/    |              |
      | 谁看过我的数据   | /my/access/     |              |
      | 补正             | /my/            | 开：现在就补 |
      | 补正，没有填     | /my/            | 开：现在就补；按：提交补正 |
    那么每一页都符合无障碍规则
    而且没有一页要左右拖着看
    而且每一页按一下 Tab 就到“跳到正文”，看得见
    而且长者版里的字都不小于 24 像素
    而且长者版里的按钮和输入框都不矮于 60 像素

  场景: 工作人员的每种页面
    当经办人徐磊把这些页面一页一页打开
      | 页面       | 地址            | 做法           |
      | 待办队列   | /desk/          |                |
      | 一件办件   | /desk/          | 开：第一件     |
      | 没有写理由 | /desk/          | 开：第一件；按：不予批准 |
      | 已办结的   | /desk/?show=done |               |
      | 没有找到   | /desk/?q=没有这个人 |            |
      | 无权的页面 | /jobs/services/ |                |
    而且运维孙涛把这些页面一页一页打开
      | 页面       | 地址            | 做法           |
      | 后台任务   | /jobs/services/ |                |
      | 内容任务   | /jobs/content/?show=done |       |
    那么每一页都符合无障碍规则
    而且没有一页要左右拖着看
    而且每一页按一下 Tab 就到“跳到正文”，看得见

  场景: 审核稿件的页面
    假如编辑周敏送审了一份稿件
    而且周敏看到的稿件列表是 Wagtail 的
    当初审何静打开内容管理、待审列表和这一份稿件
    那么属于 Wagtail 的毛病打印出来
    而且属于明堂自己的部分都符合无障碍规则

  场景: 浏览器不能运行脚本，也能找到事项、登录、填表、保存
    假如市民钟玉兰用的浏览器不能运行脚本，还没有登录
    当她在首页搜“居住证”，打开办事指南，点“在线办理”
    而且她登录，把第一步填完，在第二步按“保存”
    那么她填的内容都在，换一个浏览器也接得上

  场景: 浏览器不能运行脚本，每一页也都有内容
    假如市民于一鸣用的浏览器不能运行脚本
    当他把这些页面一页一页打开
      | 页面     | 地址                                      |
      | 首页     | /                                         |
      | 栏目     | /zhengwu/zhengce/                         |
      | 政策文件 | /zhengwu/zhengce/20251215-gaoling-jintie/ |
      | 新闻     | /zhengwu/yaowen/20261106-jiuye-ji/        |
      | 办事指南 | /guides/juzhuzheng/                       |
      | 全部指南 | /guides/                                  |
      | 网站地图 | /sitemap/                                 |
      | 搜索     | /search?q=居住证                          |
      | 登录     | /login/                                   |
      | 我的     | /my/                                      |
      | 消息     | /my/messages/                             |
      | 我的信息 | /my/profile/                              |
      | 填表     | /services/apply/juzhuzheng/2/             |
    那么每一页都有内容，没有按了没反应的按钮

  场景大纲: 只用键盘，走得完<页面>
    假如市民钟玉兰还没有登录，屏幕宽 <宽> 像素，用的是<版本>
    当她打开“<地址>”，按 Tab 和回车跳到正文，再一直按 Tab
    那么每一站都看得见，走得到页脚

    例子:
      | 页面     | 地址                | 宽   | 版本   |
      | 首页     | /                   | 1280 | 标准版 |
      | 首页     | /                   | 390  | 长者版 |
      | 办事指南 | /guides/juzhuzheng/ | 1280 | 标准版 |
      | 办事指南 | /guides/juzhuzheng/ | 390  | 标准版 |
      | 办事指南 | /guides/juzhuzheng/ | 390  | 长者版 |
      | 登录     | /login/             | 390  | 标准版 |
      | 搜索     | /search?q=居住证    | 390  | 长者版 |
