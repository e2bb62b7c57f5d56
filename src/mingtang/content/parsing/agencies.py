"""Names of agencies that run together: recognition loses the space between two of them."""

import re

from mingtang.content.parsing.words import AGENCY

_NATIONAL = [
    "国务院办公厅",
    "外交部",
    "国防部",
    "国家发展和改革委员会",
    "国家发展改革委",
    "教育部",
    "科学技术部",
    "科技部",
    "工业和信息化部",
    "国家民族事务委员会",
    "国家民委",
    "公安部",
    "国家安全部",
    "民政部",
    "司法部",
    "财政部",
    "人力资源和社会保障部",
    "人力资源社会保障部",
    "自然资源部",
    "生态环境部",
    "住房和城乡建设部",
    "住房城乡建设部",
    "交通运输部",
    "水利部",
    "农业农村部",
    "商务部",
    "文化和旅游部",
    "国家卫生健康委员会",
    "国家卫生健康委",
    "退役军人事务部",
    "退役军人部",
    "应急管理部",
    "中国人民银行",
    "人民银行",
    "审计署",
    "国务院国资委",
    "海关总署",
    "国家税务总局",
    "税务总局",
    "国家市场监督管理总局",
    "市场监管总局",
    "国家金融监督管理总局",
    "金融监管总局",
    "中国证监会",
    "国家广播电视总局",
    "国家体育总局",
    "国家统计局",
    "国家国际发展合作署",
    "国家医疗保障局",
    "国家医保局",
    "国家机关事务管理局",
    "国家网信办",
    "国家互联网信息办公室",
    "国家能源局",
    "国家粮食和储备局",
    "国家林业和草原局",
    "国家林草局",
    "中国民用航空局",
    "中国民航局",
    "国家邮政局",
    "国家文物局",
    "国家中医药管理局",
    "国家中医药局",
    "国家疾控局",
    "国家药品监督管理局",
    "国家药监局",
    "国家知识产权局",
    "国家外汇管理局",
    "国家外汇局",
    "中国银保监会",
    "国家铁路局",
    "国家消防救援局",
    "国家矿山安全监察局",
    "国家移民管理局",
    "国家公务员局",
    "国家档案局",
    "国家保密局",
    "国家密码管理局",
    "国家乡村振兴局",
    "中华全国总工会",
    "全国总工会",
    "全国妇联",
    "共青团中央",
    "中国残联",
    "最高人民法院",
    "最高人民检察院",
    "中央宣传部",
    "中央网信办",
    "中央编办",
]
_LONGEST_FIRST = re.compile("|".join(sorted(map(re.escape, _NATIONAL), key=len, reverse=True)))
_PLACE = re.compile(r"^([一-龥]{1,6}?(?:省|市|县|区|州|盟|旗))")


def apart(name: str) -> list[str]:
    """`某市财政局某市民政局` are two, by the place they share; ministries are known by name."""
    national = _LONGEST_FIRST.findall(name)
    if len(national) > 1 and "".join(national) == name:
        return list(national)
    place = _PLACE.match(name)
    if place is None:
        return [name]
    parts = [place.group(1) + rest for rest in name.split(place.group(1)) if rest]
    is_whole = len(parts) > 1 and "".join(parts) == name
    return parts if is_whole and all(AGENCY.match(part) for part in parts) else [name]
