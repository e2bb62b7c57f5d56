"""What the body of an article may be made of. Nothing here lets HTML in."""

from wagtail.blocks import BlockQuoteBlock, CharBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

#: Files are attached with their own block: its address is the published file, not the CMS.
RICH_TEXT_FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "hr", "link"]


class PictureBlock(StructBlock):
    image = ImageChooserBlock(label="图片")
    alt = CharBlock(label="图片说明", help_text="看不见图的人会听到这一句，请说清图里有什么。")

    class Meta:
        label = "图片"
        icon = "image"


class AttachmentBlock(StructBlock):
    document = DocumentChooserBlock(label="文件")
    title = CharBlock(label="显示的名字", required=False)

    class Meta:
        label = "附件"
        icon = "doc-full"


class BodyBlock(StreamBlock):
    paragraph = RichTextBlock(label="正文", features=RICH_TEXT_FEATURES, icon="pilcrow")
    table = TypedTableBlock([("text", CharBlock(label="文字", required=False))], label="表格")
    picture = PictureBlock()
    attachment = AttachmentBlock()
    quote = BlockQuoteBlock(label="引用")
